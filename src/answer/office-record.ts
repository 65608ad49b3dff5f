import type { Standing } from "../domain/office.ts";
import type { Span } from "../domain/span.ts";
import type { Document, Sentence } from "./document.ts";

/** What one sentence says of somebody and an office. */
export interface OfficeRecord {
  readonly document: Document;
  readonly sentence: Sentence;
  /** Without honorifics; offsets into the sentence's text. */
  readonly name: Span;
  /** As the release words it, without an article; taken over from another sentence when this one leaves it open. */
  readonly role: string;
  readonly standing: Standing;
  /** It is about taking or leaving the office, not a mention of who holds it. */
  readonly isChange: boolean;
  readonly since: string | null;
  readonly until: string | null;
  /** Whom they follow. */
  readonly predecessor: { readonly sentence: Sentence; readonly name: Span } | null;
}

/** Somebody takes an office. */
export function change(
  document: Document,
  sentence: Sentence,
  said: Pick<OfficeRecord, "name" | "role" | "standing">,
): OfficeRecord {
  return {
    document,
    sentence,
    ...said,
    isChange: true,
    since: null,
    until: null,
    predecessor: null,
  };
}

/** How somebody takes an office. */
export function standingOfChange(isActing: boolean, isToCome: boolean): Standing {
  if (isActing) return "acting";
  return isToCome ? "designate" : "holder";
}

/** Without what only says how or since when it is held. */
export function plainRole(role: string): string {
  return role
    .replace(
      /^(?:(?:acting|interim|next|new|incoming|outgoing|future|so far|at present|currently|now|today|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|présent|actuel(?:le)?|long-serving|newly appointed)\s+)+/iu,
      "",
    )
    .replace(
      /\s+(?:for|pour)\s+(?:an?|une?|\p{L}+|\d+)\s+(?:(?:more|further)\s+)?(?:years?|months?|ans|mois)\b.*$/iu,
      "",
    )
    .replace(/(?:ជាផ្លូវការ|ដែល|ទើប|តាំងពី|ចាប់ពី).*$/u, "")
    .trim();
}

/** Up to the end of what is said in one breath. */
export function clause(text: string): string {
  return text.split(/[;:"“”]|(?<=\p{L})\.\s/u)[0]?.slice(0, 100) ?? "";
}

/** The words of a span. */
export function textOf({ text }: Sentence, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Between two people: the first follows the second in an office. */
export const FOLLOWS =
  /\b(?:succeeds?|succeeded|will succeed|follows?|followed|replaces?|replaced|will replace|takes? over from|took over from|succède à|a succédé à|succédera à|remplace|remplacera)\s+(?:(?!by\s|par\s)\p{L}{1,4}\.?\s+)*$|(?:ស្នងតំណែង(?:បន្ត)?ពី|ស្នងពី|ជំនួស)\s*(?:លោកស្រី|លោកជំទាវ|លោក|ឯកឧត្តម)?\s*$/iu;
