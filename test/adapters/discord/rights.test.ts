import { ChannelType, PermissionFlagsBits, PermissionsBitField } from "discord.js";
import { expect, it } from "vitest";
import { isForNews } from "../../../adapters/discord/rights.ts";

const READER = new PermissionsBitField(PermissionFlagsBits.ViewChannel);
const WRITER = new PermissionsBitField(PermissionFlagsBits.SendMessages);
const IN_THREADS = new PermissionsBitField(PermissionFlagsBits.SendMessagesInThreads);

it("takes a channel for one of news where the asker may not write, or which others follow", () => {
  const channel = { type: ChannelType.GuildText };
  const thread = { type: ChannelType.PublicThread };
  const announcements = { type: ChannelType.GuildAnnouncement };

  expect(isForNews({ memberPermissions: READER, channel })).toBe(true);
  expect(isForNews({ memberPermissions: WRITER, channel })).toBe(false);
  expect(isForNews({ memberPermissions: WRITER, channel: thread })).toBe(true);
  expect(isForNews({ memberPermissions: IN_THREADS, channel: thread })).toBe(false);
  expect(isForNews({ memberPermissions: WRITER, channel: announcements })).toBe(true);
  expect(isForNews({ memberPermissions: null, channel: null })).toBe(false);
});
