import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useRef, useState } from "react";
import { Popover } from "react-aria-components";
import { cx } from "./cx";
import field from "./Field.module.css";
import list from "./List.module.css";
import styles from "./SearchField.module.css";
import { useSearch } from "./useSearch";

interface SearchFieldProps<T> {
  label: string;
  hideLabel?: boolean;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
  search: (text: string) => Promise<T[]>;
  keyOf: (item: T) => string;
  render: (item: T) => ReactNode;
  onChoose: (item: T) => void;
  /** Said in the list when nothing matches; receives the text. */
  empty: (text: string) => ReactNode;
  /** What Enter does when nothing matches, such as keeping the words as free text. */
  onNothing?: (text: string) => void;
  suffix?: ReactNode;
  note?: ReactNode;
  autoFocus?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  /** Whether the text already is a choice, so that the list stays closed until it is changed. */
  chosen?: boolean;
  onEscape?: () => void;
  /** Asks and offers answers to an empty text too: what is chosen most often. */
  offersOnEmpty?: boolean;
}

/**
 * A field that searches with every key. The first answer is always highlighted and Enter takes the highlighted one,
 * so that a few letters and Enter are enough, also when Enter is faster than the answer; leaving the field never
 * chooses anything.
 */
export function SearchField<T>(props: SearchFieldProps<T>) {
  const { label, text, search, keyOf, render, onChoose, empty, chosen = false } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const wanted = text.trim();
  const offers = props.offersOnEmpty === true && open;
  const { items, answered, failed } = useSearch(open ? text : "", search, offers);
  // Answers to an older text may be shown for a moment, but must never be taken by Enter.
  const current = answered === wanted;
  const showing = open && (wanted.length > 0 ? answered.length > 0 : offers && items.length > 0);
  const active = Math.min(at, Math.max(0, items.length - 1));
  const option = (index: number): string => `${id}-${index}`;

  const choose = (item: T): void => {
    setOpen(false);
    setAt(0);
    onChoose(item);
  };

  // Enter pressed before the answer to this text was there: it is carried out when the answer comes.
  const [early, setEarly] = useState<string | null>(null);
  const { onNothing } = props;
  useEffect(() => {
    if (early === null) return;
    if (early !== wanted || !open || failed) {
      setEarly(null);
    } else if (current) {
      setEarly(null);
      setOpen(false);
      const first = items[0];
      if (first !== undefined) onChoose(first);
      else if (onNothing) onNothing(wanted);
      else setOpen(true);
    }
  }, [early, wanted, open, current, items, failed, onChoose, onNothing]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setOpen(true);
      else if (items.length > 0) setAt((active + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length);
      return;
    }
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const item = items[active];
      if (showing && current && item !== undefined) {
        event.preventDefault();
        choose(item);
      } else if (showing && current && items.length === 0 && props.onNothing) {
        event.preventDefault();
        setOpen(false);
        props.onNothing(wanted);
      } else if (open && wanted.length > 0 && !current) {
        event.preventDefault();
        setEarly(wanted);
      }
      return;
    }
    if (event.key === "Escape") {
      if (showing) {
        event.preventDefault();
        setOpen(false);
      } else if (props.onEscape) {
        event.preventDefault();
        props.onEscape();
      }
    }
  };

  return (
    <div className={field.field}>
      <label htmlFor={id} className={props.hideLabel ? "vh" : field.label}>
        {label}
      </label>
      <div ref={box} className={field.box}>
        <Search aria-hidden />
        <input
          ref={props.inputRef}
          id={id}
          role="combobox"
          aria-expanded={showing}
          aria-controls={showing ? `${id}-list` : undefined}
          aria-activedescendant={showing && items.length > 0 ? option(active) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={props.placeholder}
          value={text}
          autoFocus={props.autoFocus}
          onChange={(event) => {
            setAt(0);
            setOpen(true);
            props.onText(event.currentTarget.value);
          }}
          onFocus={() => setOpen(!chosen && (wanted.length > 0 || props.offersOnEmpty === true))}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {props.suffix}
      </div>
      {props.note}
      <Popover
        triggerRef={box}
        isOpen={showing}
        onOpenChange={setOpen}
        isNonModal
        placement="bottom start"
        offset={4}
        className={cx(list.popover, styles.popover)}
      >
        <section aria-label={label}>
          <div id={`${id}-list`} role="listbox" aria-label={label} className={list.list}>
            {items.map((item, index) => (
              <div
                key={keyOf(item)}
                id={option(index)}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={list.item}
                data-focused={index === active || undefined}
                // A pointer that merely lies where the list opens chooses nothing; it has to move.
                onPointerMove={(event) => {
                  if (event.movementX !== 0 || event.movementY !== 0) setAt(index);
                }}
                // The field keeps the focus; only the choice changes.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(item)}
              >
                {render(item)}
              </div>
            ))}
            {items.length === 0 ? (
              <div className={list.empty} role="option" tabIndex={-1} aria-selected={false} aria-disabled>
                {failed instanceof Error ? failed.message : empty(wanted)}
              </div>
            ) : null}
          </div>
        </section>
      </Popover>
    </div>
  );
}
