const NAMES =
  /^(?:From|To|Date|Subject|Received|Message-ID|MIME-Version|Content-Type|Return-Path|Delivered-To|Reply-To|DKIM-Signature|X-[\w-]+):/gimu;

/** What only mail programs write; a memo may have From, Date and Subject too. */
const TECHNICAL =
  /^(?:received|message-id|mime-version|content-type|return-path|delivered-to|dkim-signature|x-[\w-]+):$/u;

/** Whether the head of a text is a mail's headers: several of their names, its sender or path among them. */
export function looksLikeMail(head: string): boolean {
  if (!/^(?:From \S+@\S+ |[\w-]+:\s*\S)/u.test(head)) return false;
  const names = new Set((head.match(NAMES) ?? []).map((name) => name.toLowerCase()));
  const sent = names.has("from:") || names.has("received:");
  return names.size >= 3 && sent && [...names].some((name) => TECHNICAL.test(name));
}
