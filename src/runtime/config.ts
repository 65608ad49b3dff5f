import { z } from "zod";
import { LANGUAGES, type Language } from "../domain/language.ts";

/** What an operator sets; secrets apart, so that the rest may be shown. */
export interface Config {
  readonly telegram: {
    readonly apiRoot: string;
    readonly officers: readonly string[];
    readonly webhookUrl: string | null;
    /** Bulk messages: 30 for every bot, up to 1,000 where paid broadcasts are allowed. */
    readonly messagesPerSecond: number;
    /** Whether announcements show previews of their links. */
    readonly linkPreviews: boolean;
    /** Messages older than this when the bot comes back are passed over, in milliseconds; null: all are answered. */
    readonly oldestMs: number | null;
  };
  readonly discord: {
    readonly apiRoot: string;
    readonly guildId: string | null;
    readonly officers: readonly string[];
  };
  readonly releasesDirectory: string;
  readonly feeds: readonly string[];
  readonly dataDirectory: string;
  readonly http: { readonly port: number | null; readonly host: string };
  readonly timeZone: string;
  readonly defaultLanguage: Language;
  readonly pressContact: string | null;
  readonly organisation: string | null;
  readonly logLevel: LogLevel;
  readonly secrets: Secrets;
}

export interface Secrets {
  readonly telegramToken: string | null;
  readonly telegramWebhookSecret: string | null;
  readonly discordToken: string | null;
  readonly databaseUrl: string | null;
}

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every mistake in the settings, a line each, by variable name and without a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

type Environment = Readonly<Record<string, string | undefined>>;

const url = z
  .url({ protocol: /^https?$/u, error: "must be an address that begins with http:// or https://" })
  .transform((address) => address.replace(/\/+$/u, ""));
const identities = z
  .string()
  .transform((text) => text.split(/[\s,]+/u).filter((part) => part !== ""))
  .refine((ids) => ids.every((id) => /^\d+$/u.test(id)), {
    error: "must be user ids in digits, with commas between",
  });
const timeZone = z.string().refine(isTimeZone, {
  error: "must be an IANA time zone, for example Asia/Phnom_Penh",
});

const schema = z.object({
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/u, { error: "must look like 123456:ABC-def, as @BotFather gives it" })
    .optional(),
  TELEGRAM_API_ROOT: url.default("https://api.telegram.org"),
  TELEGRAM_OFFICERS: identities.default([]),
  TELEGRAM_WEBHOOK_URL: url.optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{1,256}$/u, { error: "must be 1 to 256 letters, digits, _ or -" })
    .optional(),
  TELEGRAM_MESSAGES_PER_SECOND: z.coerce
    .number({ error: "must be a number from 1 to 1000" })
    .min(1, { error: "must be a number from 1 to 1000" })
    .max(1000, { error: "must be a number from 1 to 1000" })
    .default(30),
  TELEGRAM_LINK_PREVIEWS: z
    .enum(["yes", "no"], { error: "must be yes or no" })
    .transform((answer) => answer === "yes")
    .default(false),
  TELEGRAM_OLDEST_MINUTES: z.coerce
    .number({ error: "must be a number of minutes" })
    .positive({ error: "must be a number of minutes above 0" })
    .optional(),
  DISCORD_BOT_TOKEN: z.string().regex(/^\S+$/u, { error: "must not hold blanks" }).optional(),
  DISCORD_API_ROOT: url.default("https://discord.com/api"),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d+$/u, { error: "must be a server id in digits" })
    .optional(),
  DISCORD_OFFICERS: identities.default([]),
  RELEASES_DIR: z.string().default("data/releases"),
  RELEASE_FEEDS: z
    .string()
    .transform((text) => text.split(/[\s,]+/u).filter((part) => part !== ""))
    .pipe(z.array(url))
    .default([]),
  DATA_DIR: z.string().default(".pressdesk"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/u, error: "must begin with postgres://" })
    .optional(),
  HTTP_PORT: z.coerce
    .number({ error: "must be a port number" })
    .int()
    .min(0, { error: "must be a port number from 0 to 65535" })
    .max(65_535, { error: "must be a port number from 0 to 65535" })
    .optional(),
  HTTP_HOST: z.string().default("127.0.0.1"),
  TIME_ZONE: timeZone.default("UTC"),
  DEFAULT_LANGUAGE: z.enum(LANGUAGES, { error: "must be en, km or fr" }).default("en"),
  PRESS_CONTACT: z.string().optional(),
  ORGANISATION: z.string().optional(),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(", ")}` })
    .default("info"),
});

/** Names of the settings, for `.env.example` and its test. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape);

/**
 * Reads the settings out of an environment; a blank value is an absent one.
 *
 * @throws {ConfigError} that lists every mistake at once and shows no value.
 */
export function readConfig(environment: Environment): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = schema.safeParse(given);
  const mistakes = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}.`);
  if (!parsed.success || mistakes.length > 0) {
    throw new ConfigError(
      `These settings must be mended:\n${[...new Set(mistakes)].map((line) => `  ${line}`).join("\n")}`,
    );
  }
  return config(parsed.data);
}

function contradictions(settings: z.infer<typeof schema>): string[] {
  const mistakes: string[] = [];
  if (settings.TELEGRAM_WEBHOOK_URL !== undefined && settings.HTTP_PORT === undefined) {
    mistakes.push(
      "HTTP_PORT must be set when TELEGRAM_WEBHOOK_URL is: the webhook is served there.",
    );
  }
  if (
    settings.TELEGRAM_WEBHOOK_URL !== undefined &&
    settings.TELEGRAM_WEBHOOK_SECRET === undefined
  ) {
    mistakes.push("TELEGRAM_WEBHOOK_SECRET must be set when TELEGRAM_WEBHOOK_URL is.");
  }
  return mistakes;
}

function config(settings: z.infer<typeof schema>): Config {
  return {
    telegram: {
      apiRoot: settings.TELEGRAM_API_ROOT,
      officers: settings.TELEGRAM_OFFICERS,
      webhookUrl: settings.TELEGRAM_WEBHOOK_URL ?? null,
      messagesPerSecond: settings.TELEGRAM_MESSAGES_PER_SECOND,
      linkPreviews: settings.TELEGRAM_LINK_PREVIEWS,
      oldestMs:
        settings.TELEGRAM_OLDEST_MINUTES === undefined
          ? null
          : settings.TELEGRAM_OLDEST_MINUTES * 60_000,
    },
    discord: {
      apiRoot: settings.DISCORD_API_ROOT,
      guildId: settings.DISCORD_GUILD_ID ?? null,
      officers: settings.DISCORD_OFFICERS,
    },
    releasesDirectory: settings.RELEASES_DIR,
    feeds: settings.RELEASE_FEEDS,
    dataDirectory: settings.DATA_DIR,
    http: { port: settings.HTTP_PORT ?? null, host: settings.HTTP_HOST },
    timeZone: settings.TIME_ZONE,
    defaultLanguage: settings.DEFAULT_LANGUAGE,
    pressContact: settings.PRESS_CONTACT ?? null,
    organisation: settings.ORGANISATION ?? null,
    logLevel: settings.LOG_LEVEL,
    secrets: {
      telegramToken: settings.TELEGRAM_BOT_TOKEN ?? null,
      telegramWebhookSecret: settings.TELEGRAM_WEBHOOK_SECRET ?? null,
      discordToken: settings.DISCORD_BOT_TOKEN ?? null,
      databaseUrl: settings.DATABASE_URL ?? null,
    },
  };
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
