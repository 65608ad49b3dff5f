import { type Message, Routes } from "discord.js";
import { type Admission, catalogue, type Handle, type Reply } from "../../src/index.ts";
import { download } from "./download.ts";
import { idOf } from "./json.ts";
import { type Failure, postReply, type Transport } from "./messages.ts";
import { inDiscordWords } from "./names.ts";
import { outcomeOf } from "./outcome.ts";
import { textRequest, withDocument } from "./requests.ts";
import { missingRights, rightsReply } from "./rights.ts";
import type { DiscordPorts, DiscordSettings } from "./settings.ts";

export interface QuestionParts {
  readonly handle: Handle;
  readonly settings: DiscordSettings;
  readonly ports: DiscordPorts;
  readonly admit: (person: string, at: number) => Admission;
  readonly patient: Transport;
}

/** Answers a direct message, or a message that mentions the bot; everything else is not meant for it. Never throws. */
export async function answerMessage(parts: QuestionParts, message: Message): Promise<void> {
  const { ports, settings, admit } = parts;
  try {
    const request = textRequest(message, settings, ports.now());
    if (!request || (await ports.seen(`message:${message.id}`))) return;
    const admission = admit(message.author.id, ports.now());
    if (admission.kind === "ignored") return;
    const language = request.language ?? settings.language;
    const own = (text: string): Reply => ({ blocks: [{ kind: "text", text }], language });
    if (admission.kind === "warned") {
      await say(parts, message, own(catalogue(language).tooManyQuestions(admission.waitSeconds)));
      return;
    }
    const asked = await withDocument(request, message, download);
    const reply = await parts.handle(asked).catch((error: unknown): Reply => {
      ports.log.error({ err: error }, "a request failed");
      return own(catalogue(language).failed);
    });
    if (reply) await say(parts, message, inDiscordWords(reply));
  } catch (error) {
    ports.log.warn({ outcome: outcomeOf(error) }, "a reply did not reach Discord");
  }
}

async function say(parts: QuestionParts, message: Message, reply: Reply): Promise<void> {
  const { failure } = await postReply(message.channelId, reply, {
    nonce: `m${message.id}`,
    replyTo: message.id,
    transport: () => parts.patient,
  });
  if (failure?.lacksRights === true && message.inGuild()) await tellAsker(parts, message, reply);
  else report(parts, failure);
}

function report({ ports }: QuestionParts, failure: Failure | null): void {
  if (failure) ports.log.warn({ outcome: failure.outcome }, "a reply did not reach Discord");
}

/** To the asker alone, where the channel is closed to the bot. */
async function tellAsker(
  parts: QuestionParts,
  message: Message<true>,
  { language }: Reply,
): Promise<void> {
  const { patient } = parts;
  const held = message.channel.permissionsFor(message.client.user);
  const missing = missingRights(held, message.channel.type);
  const rights = missing.length > 0 ? missing : (["send"] as const);
  const body = { recipient_id: message.author.id };
  const dm = await patient(async (rest) => await rest.post(Routes.userChannels(), { body }));
  const { failure } = await postReply(idOf(dm), rightsReply(rights, language), {
    nonce: `r${message.id}`,
    transport: () => patient,
  });
  report(parts, failure);
}
