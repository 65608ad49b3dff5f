import { type ChatInputCommandInteraction, ComponentType, TextInputStyle } from "discord.js";
import { type Action, catalogue, type Intent, type Language, shorten } from "../../src/index.ts";
import { CUSTOM_ID_LIMIT, MODAL_TEXT_LIMIT, ROW_LIMIT } from "./limits.ts";

/** The button that opens the form of a further question; `~` begins no data of the desk's. */
export const FOLLOW_UP_ID = "~ask";
const PUBLISH_ID = "~publish";
const CORRECT_ID = "~correct.";
/** The one field of every form. */
const FIELD = "text";
/** Longest question that the desk takes. */
const QUESTION_LIMIT = 1000;
/** Longest text that Discord takes in a form; what is longer comes as a file. */
const RELEASE_LIMIT = 4000;

/** An answer's buttons with one for a further question, in the last row where there is room. */
export function withFollowUp(
  rows: readonly (readonly Action[])[],
  language: Language,
): readonly (readonly Action[])[] {
  const action = { label: catalogue(language).buttons.followUp, data: FOLLOW_UP_ID };
  const last = rows.at(-1);
  return last && last.length < ROW_LIMIT
    ? [...rows.slice(0, -1), [...last, action]]
    : [...rows, [action]];
}

/** For a further question. */
export function followUpForm(language: Language): object {
  const words = catalogue(language);
  return form(FOLLOW_UP_ID, {
    title: words.buttons.followUp,
    label: words.options["question"] ?? "",
    most: QUESTION_LIMIT,
  });
}

/** For the text of a release, which has lines: where an officer gave neither text nor file; null for every other command. */
export function releaseForm(
  { commandName, options }: ChatInputCommandInteraction,
  language: Language,
): object | null {
  const title = options.getString("title") ?? "";
  const isEmpty = options.getString("text") === null && options.getAttachment("file") === null;
  const id = commandName === "publish" ? PUBLISH_ID : CORRECT_ID + title;
  const isForm = commandName === "publish" || (commandName === "correct" && title !== "");
  if (!isForm || !isEmpty || id.length > CUSTOM_ID_LIMIT) return null;
  const words = catalogue(language);
  return form(id, {
    title: words.commands[commandName] ?? commandName,
    label: words.options["text"] ?? "",
    most: RELEASE_LIMIT,
  });
}

/** What a filled-in form asks of the desk. */
export function formIntent(id: string, said: string): Intent {
  const text = said.trim();
  if (id === PUBLISH_ID) {
    return { kind: "command", name: "publish", argument: text, options: { text } };
  }
  if (!id.startsWith(CORRECT_ID)) return { kind: "text", text };
  const title = id.slice(CORRECT_ID.length);
  return { kind: "command", name: "correct", argument: title, options: { title, text } };
}

/** What a person wrote into a form. */
export function fieldOf({
  fields,
}: {
  readonly fields: { getTextInputValue(id: string): string };
}): string {
  return fields.getTextInputValue(FIELD);
}

/** Above a field a label stands by itself. */
function capitalised(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

interface FormWords {
  readonly title: string;
  readonly label: string;
  /** Characters. */
  readonly most: number;
}

/** A form with one field, as Discord's API takes it. */
function form(id: string, { title, label, most }: FormWords): object {
  const input = {
    type: ComponentType.TextInput,
    custom_id: FIELD,
    style: TextInputStyle.Paragraph,
    label: shorten(capitalised(label), MODAL_TEXT_LIMIT),
    required: true,
    max_length: most,
  };
  return {
    custom_id: id,
    title: shorten(title, MODAL_TEXT_LIMIT),
    components: [{ type: ComponentType.ActionRow, components: [input] }],
  };
}
