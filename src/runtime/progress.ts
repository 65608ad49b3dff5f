/** How far a long piece of work has come. */
export interface Progress {
  readonly done: number;
  readonly all: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
}

export interface ProgressOptions {
  readonly show: (progress: Progress) => void;
  /** Milliseconds, of any beginning. */
  readonly clock: () => number;
  /** Shown once in so many milliseconds; 3,000 by default. */
  readonly everyMs?: number;
}

const EVERY_MS = 3000;

/** Shows how far work has come every few seconds, and its end; nothing of work that is done sooner. */
export function createProgress({
  show,
  clock,
  everyMs = EVERY_MS,
}: ProgressOptions): (done: number, all: number) => void {
  const began = clock();
  let shownAt = began;
  return (done, all) => {
    const now = clock();
    const isEnd = done >= all && shownAt > began;
    if (now - shownAt < everyMs && !isEnd) return;
    shownAt = now;
    const perSecond = done / Math.max(0.001, (now - began) / 1000);
    show({
      done,
      all,
      perSecond: Math.round(perSecond),
      secondsLeft: perSecond > 0 ? Math.ceil((all - done) / perSecond) : 0,
    });
  };
}
