/**
 * What a button or a deep link stands for: `r_KEY_PAGE`, `language_km`; letters, digits, `_` and `-` alone, for that is what
 * Telegram takes in a start link.
 */
export interface ActionData {
  readonly verb: string;
  readonly parameters: readonly string[];
}

export function actionData(verb: string, ...parameters: readonly string[]): string {
  return [verb, ...parameters].join("_");
}

export function parseActionData(data: string): ActionData {
  const [verb = "", ...parameters] = data.split("_");
  return { verb, parameters };
}
