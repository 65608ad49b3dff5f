import type {
  Decision,
  DeliveryAccount,
  DeliveryCounts,
  PlatformCounts,
} from "../announce/delivery.ts";
import type { ChatRequest } from "../domain/chat.ts";
import type { Language } from "../domain/language.ts";
import type { Block, ListItem, Reply } from "../domain/reply.ts";
import { catalogue } from "../messages/catalogue.ts";
import { actionData, parseActionData } from "./action-data.ts";
import { type ReplyContext, textReply } from "./answer-reply.ts";
import type { AuditLog, AuditRecord } from "./audit-log.ts";
import type { UseCase } from "./create-desk.ts";
import type { QuestionStore } from "./question-store.ts";
import { wordInstant } from "./wording.ts";

/** Questions and deliveries shown at once. */
const SHOWN = 20;

/** Whether announcements are halted for the whole installation. */
export interface Halt {
  isHalted(): Promise<boolean>;
  set(halted: boolean): Promise<void>;
}

export interface OperateOptions {
  readonly account: DeliveryAccount;
  readonly questions: Pick<QuestionStore, "unanswered" | "misjudged">;
  readonly halt: Halt;
  readonly audit: AuditLog;
  readonly timeZone: string;
  readonly clock: () => number;
}

/** `/status`, `/unanswered`, `/pause`, `/resume` and the buttons that decide on deliveries; for officers alone. */
export function createOperate(options: OperateOptions): UseCase {
  const { account, questions, halt, audit, timeZone, clock } = options;
  const record = async (request: ChatRequest, action: AuditRecord["action"], detail = "") => {
    const { address, person } = request;
    await audit.add({
      at: clock(),
      action,
      release: "",
      platform: address.platform,
      person: person.id,
      detail,
    });
  };
  return async (request, context) => {
    const { language } = context;
    const wanted = wantedOf(request);
    if (wanted === null || !request.person.officer) return null;
    const words = catalogue(language).officers;
    switch (wanted) {
      case "status":
        return await statusReply(account, await halt.isHalted(), language);
      case "unanswered":
        return await unansweredReply(questions, timeZone, context);
      case "pause":
      case "resume":
        await halt.set(wanted === "pause");
        await record(request, wanted);
        return textReply(wanted === "pause" ? words.halted : words.goesOn, language);
      case "resend":
      case "drop": {
        const count = await account.decide(wanted, "all", clock());
        await record(request, wanted, String(count));
        return { ...textReply(words.decided(count), language), inPlace: true };
      }
    }
  };
}

/** What no release answered, and what was answered and not as it was meant. */
async function unansweredReply(
  questions: OperateOptions["questions"],
  timeZone: string,
  { view, language }: ReplyContext,
): Promise<Reply> {
  const words = catalogue(language).officers;
  const asked = await questions.unanswered(SHOWN);
  const misjudged = await questions.misjudged(SHOWN);
  const unanswered = asked.map(({ question, times, lastAt }) => ({
    text: question.replaceAll(/\s+/gu, " "),
    detail: words.asked(times, wordInstant(lastAt, language, timeZone)),
  }));
  const wrong = misjudged.map(({ question, release, ...counts }) => ({
    text: question,
    detail: words.misjudged(view.find(release)?.release.title ?? release, counts),
  }));
  const blocks: Block[] = [
    ...headed(words.unanswered, unanswered),
    ...headed(words.notWhatWasAsked, wrong),
  ];
  return blocks.length > 0 ? { blocks, language } : textReply(words.unansweredNone, language);
}

function headed(heading: string, items: readonly ListItem[]): Block[] {
  return items.length === 0
    ? []
    : [
        { kind: "heading", text: heading },
        { kind: "list", items },
      ];
}

type Wanted = "status" | "unanswered" | "pause" | "resume" | Decision;

function wantedOf({ intent }: ChatRequest): Wanted | null {
  if (intent.kind === "command") {
    const { name } = intent;
    return name === "status" || name === "unanswered" || name === "pause" || name === "resume"
      ? name
      : null;
  }
  if (intent.kind !== "action") return null;
  const { verb, parameters } = parseActionData(intent.data);
  const [decision] = parameters;
  return verb === "deliveries" && (decision === "resend" || decision === "drop") ? decision : null;
}

async function statusReply(
  account: DeliveryAccount,
  isHalted: boolean,
  language: Language,
): Promise<Reply> {
  const words = catalogue(language).officers;
  const platforms = await account.counts();
  const undecided = await account.undecided(SHOWN);
  const blocks: Block[] = [
    ...(isHalted ? [{ kind: "text", text: words.isHalted } as const] : []),
    platforms.length === 0
      ? { kind: "text", text: words.nothingDelivered }
      : { kind: "list", items: platforms.map((one) => accountItem(one, language)) },
  ];
  if (undecided.length === 0) return { blocks, language };
  const more = moreUndecided(platforms, undecided.length);
  return {
    blocks: [
      ...blocks,
      { kind: "note", text: words.needsDecision },
      {
        kind: "list",
        items: undecided.map(({ id, release, kind, address, reason }) => ({
          text: `${id}. ${kind} ${release}, ${address.platform} ${address.chat}`,
          detail: reason,
        })),
      },
      ...(more > 0 ? [{ kind: "note", text: words.moreUndecided(more) } as const] : []),
    ],
    actions: [
      [
        { label: words.buttons.resendAll, data: actionData("deliveries", "resend") },
        { label: words.buttons.dropAll, data: actionData("deliveries", "drop") },
      ],
    ],
    language,
  };
}

/** How many wait for a decision besides those that are shown. */
export function moreUndecided(platforms: readonly PlatformCounts[], shown: number): number {
  return platforms.reduce((sum, { counts }) => sum + counts.unknown + counts.failed, -shown);
}

function accountItem(account: PlatformCounts, language: Language): ListItem {
  const reasons = reasonLines(account);
  const text = accountLine(account, language);
  return reasons.length === 0 ? { text } : { text, detail: reasons.join("; ") };
}

/** "2 × 403 Forbidden: bot was blocked by the user": as the platforms put it. */
export function reasonLines({ reasons }: PlatformCounts): string[] {
  return reasons.map(({ reason, deliveries }) => `${deliveries} × ${reason}`);
}

/** "telegram: delivered 412 of 415; 1 retrying; 2 to chats that are gone". */
export function accountLine(
  { platform, counts, retrying }: PlatformCounts,
  language: Language,
): string {
  const words = catalogue(language).officers;
  const { sent, pending, sending, unknown, failed, retired } = counts;
  const onTheWay = pending + sending - retrying;
  const parts = [
    words.delivered(platform, sent, total(counts)),
    onTheWay > 0 ? words.parts.pending(onTheWay) : null,
    retrying > 0 ? words.parts.retrying(retrying) : null,
    unknown > 0 ? words.parts.unknown(unknown) : null,
    failed > 0 ? words.parts.failed(failed) : null,
    retired > 0 ? words.parts.retired(retired) : null,
  ];
  return parts.filter((part) => part !== null).join("; ");
}

function total({ sent, pending, sending, unknown, failed, retired }: DeliveryCounts): number {
  return sent + pending + sending + unknown + failed + retired;
}
