const NAMES =
  /^(?:From|To|Date|Subject|Received|Message-ID|MIME-Version|Content-Type|Return-Path|Delivered-To|Reply-To|DKIM-Signature|X-[\w-]+):/gimu;

/** Whether the head of a text is a mail's headers: several of their names, its sender or path among them. */
export function looksLikeMail(head: string): boolean {
  if (!/^(?:From \S+@\S+ |[\w-]+:\s?\S)/u.test(head)) return false;
  const names = new Set((head.match(NAMES) ?? []).map((name) => name.toLowerCase()));
  const sent = names.has("from:") || names.has("received:");
  const proper = ["mime-version:", "message-id:", "date:", "content-type:"].some((name) =>
    names.has(name),
  );
  return names.size >= 3 && sent && proper;
}
