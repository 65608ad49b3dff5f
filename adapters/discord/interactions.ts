import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
} from "discord.js";
import { catalogue, type Handle, type Reply, shorten } from "../../src/index.ts";
import type { DiscordPorts, DiscordSettings } from "./discord-adapter.ts";
import { CHOICE_LIMIT, COMMAND_TEXT_LIMIT, DEFER_AFTER_MS } from "./limits.ts";
import { outcomeOf } from "./outcome.ts";
import { render } from "./render.ts";
import { interactionRequest, languageOf } from "./requests.ts";

interface Answering {
  readonly settings: DiscordSettings;
  readonly ports: DiscordPorts;
}

/** Answers a command or a button once, in time: deferred when the answer is slow. Never throws. */
export async function answerInteraction(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  handle: Handle,
  { settings, ports }: Answering,
): Promise<void> {
  try {
    if (await ports.seen(`interaction:${interaction.id}`)) return;
    const request = interactionRequest(interaction, settings, ports.now());
    const answer = handle(request).catch((error: unknown): Reply => {
      ports.log.error({ err: error }, "a request failed");
      const language = request.language ?? settings.language;
      return { blocks: [{ kind: "text", text: catalogue(language).failed }], language };
    });
    const isSlow = await Promise.race([answer.then(() => false), slow()]);
    if (isSlow) await interaction.deferReply();
    const reply = await answer;
    if (reply) await show(interaction, reply);
  } catch (error) {
    ports.log.warn({ outcome: outcomeOf(error).kind }, "an interaction could not be answered");
  }
}

async function slow(): Promise<boolean> {
  return await new Promise((done) => {
    setTimeout(() => {
      done(true);
    }, DEFER_AFTER_MS).unref();
  });
}

async function show(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  reply: Reply,
): Promise<void> {
  const [first, ...others] = render(reply);
  if (!first) return;
  const flags = reply.onlyAsker === true ? { flags: MessageFlags.Ephemeral as const } : {};
  if (interaction.isButton() && reply.inPlace === true && !interaction.deferred) {
    await interaction.update(first);
  } else if (interaction.deferred) {
    await interaction.editReply(first);
  } else {
    await interaction.reply({ ...first, ...flags });
  }
  for (const message of others) await interaction.followUp({ ...message, ...flags });
}

/** Completes an option; an empty list rather than an error. */
export async function suggestOption(
  interaction: AutocompleteInteraction,
  { settings, ports }: Answering,
): Promise<void> {
  try {
    const { name, value } = interaction.options.getFocused(true);
    const language = languageOf(interaction.locale) ?? settings.language;
    const choices = ports.suggest(interaction.commandName, name, value, language);
    await interaction.respond(
      choices.slice(0, CHOICE_LIMIT).map((choice) => ({
        name: shorten(choice.label, COMMAND_TEXT_LIMIT),
        value: choice.value,
      })),
    );
  } catch (error) {
    ports.log.warn({ outcome: outcomeOf(error).kind }, "a completion could not be sent");
  }
}
