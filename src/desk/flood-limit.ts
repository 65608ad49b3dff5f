/** Whether something that a person asks is taken up. */
export type Admission =
  | { readonly kind: "admitted" }
  /** Too much at once: say so, kindly and once. */
  | { readonly kind: "warned"; readonly waitSeconds: number }
  /** Too much at once, and already said. */
  | { readonly kind: "ignored"; readonly waitSeconds: number };

export interface FloodLimitSettings {
  /** Requests that a person may make in one go; default 20, more than anybody types or taps in a few seconds. */
  readonly burst?: number;
  /** After how many milliseconds one more is allowed; default 1,000. */
  readonly refillMs?: number;
  /** How long a person who was warned is not answered, in milliseconds; default 10,000. */
  readonly pauseMs?: number;
}

interface Account {
  /** Requests left, and when that was so. */
  left: number;
  at: number;
  pausedUntil: number;
}

/** Accounts kept; the oldest are dropped, which only forgives. */
const ACCOUNTS = 10_000;

/** Counts what each person asks; `at` in milliseconds. One person's flood changes nothing for another. */
export function createFloodLimit({
  burst = 20,
  refillMs = 1000,
  pauseMs = 10_000,
}: FloodLimitSettings = {}): (person: string, at: number) => Admission {
  const accounts = new Map<string, Account>();
  return (person, at) => {
    const account = accounts.get(person) ?? { left: burst, at, pausedUntil: 0 };
    accounts.delete(person);
    accounts.set(person, account);
    if (accounts.size > ACCOUNTS) dropOldest(accounts);
    if (at < account.pausedUntil)
      return { kind: "ignored", waitSeconds: Math.ceil((account.pausedUntil - at) / 1000) };
    account.left = Math.min(burst, account.left + (at - account.at) / refillMs);
    account.at = at;
    if (account.left < 1) {
      account.pausedUntil = at + pauseMs;
      return { kind: "warned", waitSeconds: Math.ceil(pauseMs / 1000) };
    }
    account.left -= 1;
    return { kind: "admitted" };
  };
}

function dropOldest(accounts: Map<string, Account>): void {
  for (const person of accounts.keys()) {
    accounts.delete(person);
    return;
  }
}
