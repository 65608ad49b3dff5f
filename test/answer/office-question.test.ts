import { expect, it } from "vitest";
import { holderQuestion, officeQuestion } from "../../src/answer/office-question.ts";
import { analyseQuestion } from "../../src/answer/question.ts";

function asked(text: string): string | null {
  const found = officeQuestion(analyseQuestion(text));
  if (!found) return null;
  const { office, period, which } = found;
  return [office, which, ...(period ? [period.from, period.to] : [])].join(" | ");
}

it.each([
  ["Who is the Secretary-General of the MBCS?", "Secretary-General of the MBCS | holder"],
  ["hi, could you tell me who's the mayor of Orlena now?", "mayor of Orlena | holder"],
  ["who is the japanese envoy", "japanese envoy | holder"],
  ["name of the current press officer of Orlena port", "press officer of Orlena port | holder"],
  ["head of the shipyard in Sandrow is who", "head of the shipyard in Sandrow | holder"],
  ["current dean of the ambassadors?", "dean of the ambassadors | holder"],
  ["Who is acting as mayor of Orlena?", "mayor of Orlena | acting"],
  ["Who became transport minister?", "transport minister | new"],
  [
    "ambassador of australia as of march 2025?",
    "ambassador of australia | holder | 2025-03-01 | 2025-03-31",
  ],
  ["who was Japan's ambassador in 2024", "Japan's ambassador | holder | 2024-01-01 | 2024-12-31"],
  [
    "Who was the governor of the bank at the end of 2023?",
    "governor of the bank | holder | 2023-12-31 | 2023-12-31",
  ],
  [
    "who was education minister in spring 2024?",
    "education minister | holder | 2024-03-01 | 2024-05-31",
  ],
  ["Qui est directeur du Théâtre de Sandrow ?", "directeur du Théâtre de Sandrow | holder"],
  ["Qui est actuellement ministre des Finances ?", "ministre des Finances | holder"],
  ["បច្ចុប្បន្ន អគ្គលេខាធិការ MBCS ជានរណា?", "អគ្គលេខាធិការ MBCS | holder"],
])("takes %j apart", (text, expected) => {
  expect(asked(text)).toBe(expected);
});

it.each([
  "Who runs the port?",
  "Who pays the director?",
  "Who was mayor before Ilva Tarrow?",
  "Who will be the next director of the museum?",
  "Who is the director that signed the treaty?",
  "Who was governor when rates were held?",
  "telephone number of the spokeswoman",
  "Price per head for guests now?",
  "What did the minister say?",
  "Who has been appointed deputy governor for good?",
  "Who was director in winter 2025?",
  "Qui remplace la ministre ?",
  "Who is Ilva Tarrow?",
])("finds no plain question for an office's holder in %j", (text) => {
  expect(asked(text)).toBeNull();
});

function holder(text: string): string | null {
  const found = holderQuestion(analyseQuestion(text));
  if (!found) return null;
  const { office, organisation } = found;
  return `${office ?? "-"} | ${organisation ?? "-"}`;
}

it.each([
  ["Who runs the port authority of Orlena?", "- | port authority of Orlena"],
  ["who is currently in charge of the emergency department", "- | emergency department"],
  ["Could you tell me who directs Sandrow national park please", "- | Sandrow national park"],
  ["Who is at the head of the Orlena ferry company today?", "- | Orlena ferry company"],
  ["who ran the shipyard in May 2024", "- | shipyard"],
  ["Qui dirige actuellement le musée de Sandrow ?", "- | musée de Sandrow"],
  ["Qui est à la tête de la fédération de voile ?", "- | fédération de voile"],
  ["អ្នកណាដឹកនាំធនាគារ ORB", "- | ធនាគារ ORB"],
  ["Who heads the embassy in Japan?", "ambassador in Japan | embassy in Japan"],
  ["Qui dirige le ministère des Finances ?", "ministre des Finances | ministère des Finances"],
  ["who runs the press office of the ministry", "- | press office of the ministry"],
  ["mayor orlena", "mayor orlena | -"],
  ["directeur général théâtre de sandrow", "directeur général théâtre de sandrow | -"],
  ["secretary general baltic council name", "secretary general baltic council | -"],
  ["Who represents Japan as ambassador in Orlena?", "ambassador of Japan in Orlena | -"],
  ["who represents us in Tokyo", "ambassador in Tokyo | -"],
  ["Qui représente le Japon à Orlena ?", "ambassador of le Japon à Orlena | -"],
])("takes %j for the office or the organisation that it names", (text, expected) => {
  expect(holder(text)).toBe(expected);
});

it.each([
  "Who ran the shipyard?",
  "Who runs the port since Ilva Tarrow left?",
  "Who will head the museum?",
  "Who led the talks?",
])("finds nobody's present office in %j", (text) => {
  expect(holder(text)).toBeNull();
});

it("leaves leaders and bare words to the expert: no plain question for an office", () => {
  expect(asked("Who runs the port authority?")).toBeNull();
  expect(asked("mayor orlena")).toBeNull();
});
