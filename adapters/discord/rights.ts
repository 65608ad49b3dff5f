import { ChannelType, PermissionFlagsBits, type PermissionsBitField } from "discord.js";
import { type Catalogue, catalogue, type Language, type Reply } from "../../src/index.ts";
import type { Answerable } from "./requests.ts";

type Right = keyof Catalogue["rights"];

const THREADS = new Set<ChannelType | undefined>([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);
const FLAGS: Readonly<Record<Right, bigint>> = {
  view: PermissionFlagsBits.ViewChannel,
  send: PermissionFlagsBits.SendMessages,
  sendInThreads: PermissionFlagsBits.SendMessagesInThreads,
  embed: PermissionFlagsBits.EmbedLinks,
  readHistory: PermissionFlagsBits.ReadMessageHistory,
};

/** What the bot needs to post in a channel and may not do there. */
export function missingRights(
  held: Readonly<PermissionsBitField> | null | undefined,
  channel: ChannelType | undefined,
): Right[] {
  const needed: readonly Right[] = [
    "view",
    THREADS.has(channel) ? "sendInThreads" : "send",
    "embed",
  ];
  return needed.filter((right) => held?.has(FLAGS[right]) !== true);
}

/** Whether a command is given where news are read and nobody talks: the asker may not write there, or its posts go far. */
export function isForNews({
  memberPermissions,
  channel,
}: {
  readonly memberPermissions: Readonly<PermissionsBitField> | null;
  readonly channel: { readonly type: ChannelType } | null;
}): boolean {
  if (channel?.type === ChannelType.GuildAnnouncement) return true;
  const needed = THREADS.has(channel?.type) ? FLAGS.sendInThreads : FLAGS.send;
  return memberPermissions?.has(needed) === false;
}

/** To the asker: what the bot may not do in a channel, in Discord's own words for it. */
export function rightsReply(missing: readonly Right[], language: Language): Reply {
  const { rights, rightsMissing } = catalogue(language);
  return own(rightsMissing(missing.map((right) => rights[right]).join(", ")), language);
}

/** Why nothing could be posted where a command was given, told before the desk is asked; null where it can. */
export function postingRefusal(interaction: Answerable, language: Language): Reply | null {
  if (interaction.guildId === null) return null;
  // Who has installed the bot for themselves alone may ask everywhere, but it is a stranger there.
  if (interaction.guild === null) return own(catalogue(language).notAMember, language);
  const missing = missingRights(interaction.appPermissions, interaction.channel?.type);
  return missing.length === 0 ? null : rightsReply(missing, language);
}

function own(text: string, language: Language): Reply {
  return { blocks: [{ kind: "text", text }], language, onlyAsker: true };
}
