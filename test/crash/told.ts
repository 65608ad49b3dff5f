import type { DeliveryKind } from "../../src/announce/delivery.ts";

/** What a message says of one release; a digest says it of several. */
export interface Told {
  readonly kind: DeliveryKind;
  readonly release: string;
  /** Of which state the delivery, or the digest's entry, was. */
  readonly revision: number;
  /** The state that was shown. */
  readonly shown: number;
  /** The questions of an answer, the digest's key; otherwise empty. */
  readonly subject: string;
}

/** A message's text that {@link toldIn} reads again. */
export function wordingOf(told: readonly Told[]): string {
  return told
    .map(({ kind, release, revision, shown, subject }) =>
      ["told", kind, release, revision, shown, subject].join(" ").trim(),
    )
    .join("\n");
}

/** Empty for what is no announcement. */
export function toldIn(text: string): readonly Told[] {
  return text.split("\n").flatMap((line) => {
    const [mark, kind, release = "", revision, shown, subject = ""] = line.split(" ");
    if (mark !== "told") return [];
    return [
      {
        kind: asKind(kind),
        release,
        revision: Number(revision),
        shown: Number(shown),
        subject,
      },
    ];
  });
}

const KINDS: readonly DeliveryKind[] = [
  "announcement",
  "correction",
  "withdrawal",
  "digest",
  "answer",
];

function asKind(word: string | undefined): DeliveryKind {
  const kind = KINDS.find((each) => each === word);
  if (!kind) throw new Error(`No delivery is a ${word ?? ""}.`);
  return kind;
}
