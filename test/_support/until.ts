/** Resolves when `check` gives something, looking every few milliseconds. */
export async function until<T>(check: () => T | undefined | false | null): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = check();
    if (found !== undefined && found !== false && found !== null) return found;
    await new Promise((done) => {
      setTimeout(done, 10);
    });
  }
  throw new Error(`It did not come about within five seconds: ${String(check)}`);
}

/** As {@link until}, for what a process of its own takes on a busy machine. */
export async function patiently(check: () => boolean): Promise<void> {
  await until(check).catch(async () => await until(check).catch(async () => await until(check)));
}
