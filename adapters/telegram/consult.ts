import type { Api } from "grammy";
import type { ChatRequest, Handle, Intent, Language, Reply } from "../../src/index.ts";
import { catalogue, findCommand } from "../../src/index.ts";
import type { IsAdministrator } from "./administrators.ts";
import type { Log } from "./log.ts";
import { addressOf } from "./place.ts";
import type { Scene } from "./request.ts";
import { showTyping } from "./typing.ts";

export interface ConsultParts {
  readonly handle: Handle;
  readonly api: Api;
  readonly isAdministrator: IsAdministrator;
  readonly isOfficer: (person: string) => boolean;
  /** For people whose app speaks none of our languages. */
  readonly language: Language;
  readonly log: Log;
}

/** Asks the desk, showing "typing" meanwhile; a desk that fails against its word is apologised for. */
export async function consult(
  parts: ConsultParts,
  scene: Scene,
  intent: Intent,
): Promise<Reply | null> {
  // A pressed button has a sign of its own that something is being done.
  const typing = intent.kind === "action" ? null : showTyping(parts.api, scene.place);
  try {
    return await parts.handle(await requestOf(parts, scene, intent));
  } catch (error) {
    parts.log.error({ error: error instanceof Error ? error.stack : "" }, "The desk failed");
    const language = scene.language ?? parts.language;
    return { blocks: [{ kind: "text", text: catalogue(language).failed }], language };
  } finally {
    await typing?.end();
  }
}

async function requestOf(
  { isAdministrator, isOfficer }: ConsultParts,
  scene: Scene,
  intent: Intent,
): Promise<ChatRequest> {
  const { place, isPrivate, person, isAnonymousAdmin, language, at } = scene;
  const isFree = isPrivate || isAnonymousAdmin;
  return {
    address: { platform: "telegram", chat: addressOf(place) },
    person: {
      id: person,
      officer: !isAnonymousAdmin && isOfficer(person),
      manages: isFree || (mayManage(intent) && (await isAdministrator(place.chat, person))),
    },
    intent,
    isPrivate,
    language,
    at,
  };
}

/** Telegram is asked only where its answer may matter. */
function mayManage(intent: Intent): boolean {
  if (intent.kind === "command")
    return intent.name === "help" || findCommand(intent.name)?.audience === "managers";
  return intent.kind === "action";
}
