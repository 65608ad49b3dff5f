export * from "./domain/answer.ts";
export * from "./domain/chat.ts";
export * from "./domain/citation.ts";
export * from "./domain/language.ts";
export * from "./domain/release.ts";
export * from "./domain/reply.ts";
export * from "./domain/span.ts";
