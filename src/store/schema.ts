import type { Generated } from "kysely";

/** Times are milliseconds since 1970; 0 and 1 stand for no and yes; lists and records are JSON. */
export interface Tables {
  releases: {
    id: string;
    revision: number;
    source: string;
    fingerprint: string;
    /** SHA-256 of what makes a revision: the text and all that was read from it. */
    content: string;
    /** SHA-256 of title and body: equal for the same text from two sources. */
    wording: string;
    body: string;
    stored_at: number;
    withdrawn: number;
    /** The last revision that was announced, 0 for none. */
    announced: number;
    withdrawal_told: number;
    gone: number;
    /** The release whose text this one repeats; it is then not served. */
    same_as: string | null;
  };
  revisions: { release: string; revision: number; source: string; body: string; stored_at: number };
  changes: { sequence: Generated<number>; release: string };
  /** Marks and small settings of the whole installation. */
  marks: { name: string; value: string };
  chats: { platform: string; chat: string; language: string };
  subscriptions: {
    platform: string;
    chat: string;
    interest: string;
    frequency: string;
    digest_at: number;
    weekday: number;
    quiet_from: number | null;
    quiet_to: number | null;
    paused: number;
    language: string;
    since: number;
    next_digest_at: number | null;
    retired: string | null;
  };
  deliveries: {
    id: Generated<number>;
    kind: string;
    platform: string;
    chat: string;
    release: string;
    revision: number;
    subject: string;
    language: string;
    status: string;
    priority: number;
    attempts: number;
    next_at: number;
    /** When the attempt under way began, or the first that may have arrived; null when none may have. */
    started_at: number | null;
    lease_until: number | null;
    lease: string | null;
    message_id: string | null;
    replaces: number | null;
    error: string | null;
    created_at: number;
    updated_at: number;
  };
  digest_entries: {
    platform: string;
    chat: string;
    release: string;
    revision: number;
    delivery: number | null;
  };
  /** What an answer's message holds besides the release that it was written down for. */
  also_held: { delivery: number; release: string; revision: number };
  questions: {
    id: Generated<number>;
    platform: string;
    chat: string;
    person: string;
    question: string;
    language: string;
    asked_at: number;
    expires_at: number;
    told_at: number | null;
  };
  unanswered: {
    wording: string;
    question: string;
    language: string;
    times: number;
    last_at: number;
  };
  audit: {
    id: Generated<number>;
    at: number;
    action: string;
    release: string;
    platform: string;
    person: string;
    detail: string;
  };
  feeds: {
    address: string;
    etag: string | null;
    last_modified: string | null;
    next_at: number;
    failures: number;
  };
  seen: { key: string; at: number };
  /** What officers have been shown and not yet let out of hand. */
  drafts: {
    key: string;
    platform: string;
    chat: string;
    person: string;
    action: string;
    release: string;
    typed: string | null;
    file_name: string | null;
    file: Uint8Array | null;
    confirmed: number;
    expires_at: number;
  };
  /** What officers are about in a chat. */
  begun: {
    platform: string;
    chat: string;
    person: string;
    corrects: string | null;
    draft: string | null;
    at: number;
    expires_at: number;
  };
  /** What buttons stand for. */
  keepsakes: { key: string; value: string; expires_at: number };
  /** What people say of answers, without who said it. */
  verdicts: {
    wording: string;
    release: string;
    question: string;
    language: string;
    times_right: number;
    times_wrong: number;
    last_at: number;
  };
  /** Files that came by chat. */
  originals: { release: string; name: string; bytes: Uint8Array };
}
