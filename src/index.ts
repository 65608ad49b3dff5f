export type {
  Decision,
  DeliveryAccount,
  DeliveryCounts,
  PlatformCounts,
} from "./announce/delivery.ts";
export type { AskContext, Outcome, Trace } from "./answer/engine.ts";
export { Engine } from "./answer/engine.ts";
export type { Turn } from "./answer/follow-up.ts";
export type { View } from "./archive/collection.ts";
export { Collection } from "./archive/collection.ts";
export type { Inspection } from "./archive/inspection.ts";
export { inspectionOf } from "./archive/inspection.ts";
export type { FeedItem, ReadOutcome, ReleaseFile } from "./archive/read-release.ts";
export { readRelease } from "./archive/read-release.ts";
export { withRelations } from "./archive/relations.ts";
export type { ReleaseStore, StoredRelease } from "./archive/release-store.ts";
export type { ReleaseState } from "./archive/validity.ts";
export { stateAt } from "./archive/validity.ts";
export type { ReplyContext } from "./desk/answer-reply.ts";
export { replyToQuestion } from "./desk/answer-reply.ts";
export { ask, turnOf } from "./desk/ask.ts";
export type { AuditLog } from "./desk/audit-log.ts";
export type { Audience, Command, CommandName, CommandOption, OptionKind } from "./desk/commands.ts";
export { COMMANDS, findCommand } from "./desk/commands.ts";
export type { ChatSettings, DeskOptions, UseCase } from "./desk/create-desk.ts";
export { createDesk } from "./desk/create-desk.ts";
export type { Desk, Shareable, Suggestion } from "./desk/desk.ts";
export type { Admission, FloodLimitSettings } from "./desk/flood-limit.ts";
export { createFloodLimit } from "./desk/flood-limit.ts";
export { accountLine, moreUndecided, reasonLines } from "./desk/operate.ts";
export { SUBSCRIBE_DATA } from "./desk/subscribe.ts";
export * from "./domain/answer.ts";
export * from "./domain/chat.ts";
export * from "./domain/choices.ts";
export * from "./domain/citation.ts";
export * from "./domain/language.ts";
export * from "./domain/release.ts";
export * from "./domain/reply.ts";
export * from "./domain/span.ts";
export type { Catalogue } from "./messages/catalogue.ts";
export { catalogue } from "./messages/catalogue.ts";
export type { Packing } from "./text/split.ts";
export { clipSpans, packPieces, shorten, splitText } from "./text/split.ts";
