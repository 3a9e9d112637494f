export { allowSingleLetters } from "./hotkeys";
export {
  allCommands,
  bind,
  type CommandDef,
  commandDef,
  defineCommands,
  pageCommands,
  runCommand,
  runPageCommand,
  setPermissions,
  useCommand,
  useCommandVersion,
} from "./registry";
