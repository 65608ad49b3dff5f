import { ComponentType, TextInputStyle } from "discord.js";
import { type Action, catalogue, type Language, shorten } from "../../src/index.ts";
import { MODAL_TEXT_LIMIT } from "./limits.ts";

/** The button and the form of a further question; `~` begins no data of the desk's. */
export const FOLLOW_UP_ID = "~ask";
export const QUESTION_INPUT = "question";
/** Longest question that the desk takes. */
const QUESTION_LIMIT = 1000;

export function followUpAction(language: Language): Action {
  return { label: catalogue(language).buttons.followUp, data: FOLLOW_UP_ID };
}

/** A form with one field, as Discord's API takes it. */
export function followUpForm(language: Language): object {
  const words = catalogue(language);
  return {
    custom_id: FOLLOW_UP_ID,
    title: shorten(words.buttons.followUp, MODAL_TEXT_LIMIT),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.TextInput,
            custom_id: QUESTION_INPUT,
            style: TextInputStyle.Paragraph,
            label: shorten(words.options["question"] ?? "", MODAL_TEXT_LIMIT),
            required: true,
            max_length: QUESTION_LIMIT,
          },
        ],
      },
    ],
  };
}
