import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { ConfigError, readConfig, SETTINGS } from "../../src/runtime/config.ts";

it("has a default for everything but the tokens", () => {
  const config = readConfig({});

  expect(config).toMatchObject({
    releasesDirectory: "data/releases",
    dataDirectory: ".pressdesk",
    timeZone: "UTC",
    defaultLanguage: "en",
    http: { port: null, host: "127.0.0.1" },
    secrets: { telegramToken: null, discordToken: null },
  });
});

it("takes a blank value for an absent one", () => {
  expect(readConfig({ TIME_ZONE: "  ", TELEGRAM_BOT_TOKEN: "" }).timeZone).toBe("UTC");
});

it("lists every mistake by variable name at once and shows no value", () => {
  const secret = "not-a-token-but-secret";

  const read = (): unknown =>
    readConfig({
      TELEGRAM_BOT_TOKEN: secret,
      TIME_ZONE: "Mars/Olympus",
      HTTP_PORT: "many",
      DEFAULT_LANGUAGE: "de",
    });

  expect(read).toThrow(ConfigError);
  expect(read).toThrow(
    /TELEGRAM_BOT_TOKEN[\s\S]*HTTP_PORT[\s\S]*TIME_ZONE[\s\S]*DEFAULT_LANGUAGE/u,
  );
  expect(read).not.toThrow(new RegExp(secret, "u"));
});

it("wants a port and a secret for a webhook", () => {
  const read = (): unknown =>
    readConfig({ TELEGRAM_WEBHOOK_URL: "https://press.example.org/hook" });

  expect(read).toThrow(/HTTP_PORT[\s\S]*TELEGRAM_WEBHOOK_SECRET/u);
});

it("strips the slash at the end of an API root", () => {
  expect(readConfig({ TELEGRAM_API_ROOT: "http://127.0.0.1:8081/" }).telegram.apiRoot).toBe(
    "http://127.0.0.1:8081",
  );
});

it("shows previews of links and passes over old questions on Telegram only when told to", () => {
  const { linkPreviews, oldestMs } = readConfig({}).telegram;
  const set = readConfig({ TELEGRAM_LINK_PREVIEWS: "yes", TELEGRAM_OLDEST_MINUTES: "10" }).telegram;

  expect([linkPreviews, oldestMs]).toEqual([false, null]);
  expect([set.linkPreviews, set.oldestMs]).toEqual([true, 600_000]);
});

it("is described whole in .env.example", () => {
  const example = readFileSync(resolve(import.meta.dirname, "../../.env.example"), "utf8");

  const named = [...example.matchAll(/^(?<name>[A-Z_]+)=/gmu)].map(
    ({ groups }) => groups?.["name"],
  );

  expect(new Set(named)).toEqual(new Set(SETTINGS));
});
