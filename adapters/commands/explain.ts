import type { Trace } from "../../src/index.ts";

/** How an answer came about, in lines for a developer: the question's analysis, the candidates, what decided. */
export function explain({ question, terms, decidedBy, candidates }: Trace): string[] {
  const weights = terms.map(({ stem, weight, isName, known, alternatives }) =>
    [
      `${stem} ${weight.toFixed(2)}`,
      isName ? "name" : "",
      known ? "" : "unknown",
      alternatives.length > 0
        ? `~ ${alternatives
            .slice(0, 4)
            .map((run) => run.join(" "))
            .join(", ")}`
        : "",
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
  return [
    "",
    `question    ${question.kind}, ${question.language}${question.wantsLatest ? ", latest" : ""}${question.years.length > 0 ? `, ${question.years.join(" ")}` : ""}`,
    ...weights.map((line) => `  term      ${line}`),
    `decided by  ${decidedBy}`,
    ...candidates.flatMap(({ probability, found, sentence, spans }) => [
      `  ${probability.toFixed(3)}     ${found.document.release.id} #${found.rank + 1}, sentence ${sentence.index}: ${sentence.text}`,
      ...spans
        .slice(0, 2)
        .map(
          ({ start, end, score, support }) =>
            `              reader ${score.toFixed(1)} (${support.toFixed(2)}): ${sentence.text.slice(start, end)}`,
        ),
    ]),
  ];
}
