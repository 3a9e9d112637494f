import { useLingui } from "@lingui/react/macro";
import { Select } from "./Select";

/** The zones of the United States and its territories, in the order people know them. */
const ZONES = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
  "America/Puerto_Rico",
  "Pacific/Guam",
  "Pacific/Pago_Pago",
];

/** The time zone whose clock hangs on the wall of the practice. */
export function TimeZoneSelect({ value, onChange }: { value: string; onChange(zone: string): void }) {
  const { t } = useLingui();
  const zones = ZONES.includes(value) ? ZONES : [value, ...ZONES];
  return (
    <Select
      label={t`Time zone`}
      description={t`Visits and signatures are shown in this time.`}
      value={value}
      onChange={onChange}
      choices={zones.map((zone) => ({ value: zone, label: zoneWords(zone) }))}
    />
  );
}

function zoneWords(zone: string): string {
  try {
    const name = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longGeneric" })
      .formatToParts()
      .find((part) => part.type === "timeZoneName");
    return `${name?.value ?? zone} (${zone.split("/").pop()?.replaceAll("_", " ")})`;
  } catch {
    return zone;
  }
}
