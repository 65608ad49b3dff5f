import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChatAdapter, ChatRequest, Handle, Reply } from "../../src/index.ts";

/** One adapter before a stand-in of its platform. */
export interface AdapterBench {
  readonly adapter: ChatAdapter;
  /** A chat in which the bot may write. */
  readonly chat: string;
  /** The texts that a person sees in {@link chat} and that the bot sent, oldest first; formatting left out. */
  shown(): Promise<readonly string[]>;
  /** A person asks in a private chat. */
  ask(text: string): Promise<void>;
  /** The bot's answers to {@link ask}; resolves when there are `count`. */
  answers(count: number): Promise<readonly string[]>;
  readonly trouble: {
    /** The bot may no longer write in {@link chat}. */
    lockOut(): Promise<void>;
    /** The next message is refused for so many seconds. */
    slowDown(seconds: number): Promise<void>;
    /** The next message is posted, but its answer is lost. */
    loseAnswer(): Promise<void>;
    /** The next message meets an error of the server. */
    failOnce(): Promise<void>;
    /** Somebody deletes a message of the bot's. */
    erase(messageId: string): Promise<void>;
  };
  /** The same platform with a token that it does not know. */
  readonly stranger: ChatAdapter;
  /** Requests that the platform's description does not allow. */
  violations(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** What the desk says in this suite; plain words on every platform. */
export function saying(...texts: readonly string[]): Reply {
  return { language: "en", blocks: texts.map((text) => ({ kind: "text", text })) };
}

const SENTENCE = "The harbour office will publish the timetable of the new ferry on Monday. ";

/** What every {@link ChatAdapter} keeps to; `skip` is the reason why it cannot be tried here. */
export function describeChatAdapter(
  name: string,
  open: () => Promise<AdapterBench>,
  skip?: string,
): void {
  describe.skipIf(skip !== undefined)(
    `${name} as a chat adapter${skip ? ` (${skip})` : ""}`,
    () => {
      let bench: AdapterBench;
      beforeEach(async () => {
        bench = await open();
      });
      afterEach(async () => {
        await bench.close();
      });

      it("delivers a reply once and gives its message id", async () => {
        const outcome = await bench.adapter.deliver(bench.chat, saying("The ferry is new."));

        expect(outcome).toEqual({ kind: "sent", messageId: expect.stringMatching(/./u) });
        expect(await bench.shown()).toEqual(["The ferry is new."]);
        expect(await bench.violations()).toEqual([]);
      });

      it("shows text as it is, whatever it looks like", async () => {
        const hostile = "<b>5 & 6</b> **7** [a](http://b.example) `x` _y_ \\ @everyone";

        await bench.adapter.deliver(bench.chat, saying(hostile));

        expect(await bench.shown()).toEqual([hostile]);
      });

      it("goes on in further messages, cut between sentences, with nothing left out", async () => {
        const text = SENTENCE.repeat(150).trim();

        await bench.adapter.deliver(bench.chat, saying(text));

        const shown = await bench.shown();
        expect(shown.length).toBeGreaterThan(1);
        for (const message of shown) expect(message).toMatch(/^The harbour.*Monday\.$/su);
        expect(shown.join(" ")).toBe(text);
        expect(await bench.violations()).toEqual([]);
      });

      it("edits what it delivered", async () => {
        const outcome = await bench.adapter.deliver(bench.chat, saying("Old."));
        const id = outcome.kind === "sent" ? outcome.messageId : "";

        const revised = await bench.adapter.revise(bench.chat, id, saying("New."));
        const repeated = await bench.adapter.revise(bench.chat, id, saying("New."));

        expect(revised).toEqual({ kind: "sent", messageId: id });
        expect(repeated).toEqual({ kind: "sent", messageId: id });
        expect(await bench.shown()).toEqual(["New."]);
        expect(await bench.violations()).toEqual([]);
      });

      it("says so when a message cannot be edited", async () => {
        const outcome = await bench.adapter.deliver(bench.chat, saying("Old."));
        const id = outcome.kind === "sent" ? outcome.messageId : "";
        await bench.trouble.erase(id);

        const revised = await bench.adapter.revise(bench.chat, id, saying("New."));

        expect(revised.kind).toBe("refused");
        expect(await bench.shown()).toEqual([]);
      });

      it("says that a chat is gone where the bot was locked out", async () => {
        await bench.trouble.lockOut();

        const outcome = await bench.adapter.deliver(bench.chat, saying("Hello."));

        expect(outcome).toEqual({ kind: "gone", reason: expect.stringMatching(/./u) });
      });

      it("says how long to wait instead of waiting", async () => {
        await bench.trouble.slowDown(7);

        const outcome = await bench.adapter.deliver(bench.chat, saying("Hello."));

        expect(outcome).toEqual({ kind: "later", retryAfterMs: 7000, everybody: false });
        expect(await bench.shown()).toEqual([]);
      });

      it("does not know what became of a message whose answer was lost", async () => {
        await bench.trouble.loseAnswer();

        const outcome = await bench.adapter.deliver(bench.chat, saying("Hello."));

        expect(outcome.kind).toBe("unknown");
        expect(await bench.shown()).toEqual(["Hello."]);
      });

      it("says that nothing was sent when the server fails", async () => {
        await bench.trouble.failOnce();

        const outcome = await bench.adapter.deliver(bench.chat, saying("Hello."));

        expect(outcome.kind).toBe("failed");
        expect(await bench.shown()).toEqual([]);
      });

      it("answers people from the start to the end, and ends when told to", async () => {
        const requests: ChatRequest[] = [];
        const handle: Handle = (request) => {
          requests.push(request);
          return Promise.resolve(saying("On Monday."));
        };
        const end = new AbortController();
        const running = bench.adapter.start(handle, end.signal);

        await bench.ask("When does the ferry sail?");
        const answers = await bench.answers(1);
        end.abort();
        await running;

        expect(answers).toEqual(["On Monday."]);
        expect(requests).toMatchObject([
          {
            address: { platform: bench.adapter.platform },
            intent: { kind: "text", text: "When does the ferry sail?" },
            isPrivate: true,
            person: { officer: false, manages: true },
          },
        ]);
        expect(await bench.violations()).toEqual([]);
      });

      it("says nothing where there is nothing to say", async () => {
        const end = new AbortController();
        const replies = [null, saying("Yes.")];
        const running = bench.adapter.start(
          () => Promise.resolve(replies.shift() ?? null),
          end.signal,
        );

        await bench.ask("First?");
        await bench.ask("Second?");
        const answers = await bench.answers(1);
        end.abort();
        await running;

        expect(answers).toEqual(["Yes."]);
      });

      it("apologises when the desk fails against its word", async () => {
        const end = new AbortController();
        const running = bench.adapter.start(
          () => Promise.reject(new Error("secret detail")),
          end.signal,
        );

        await bench.ask("When?");
        const [apology] = await bench.answers(1);
        end.abort();
        await running;

        expect(apology).toMatch(/went wrong/u);
        expect(apology).not.toContain("secret");
      });

      it("rejects its start when the platform does not know the token", async () => {
        const start = bench.stranger.start(
          () => Promise.resolve(null),
          new AbortController().signal,
        );

        await expect(start).rejects.toThrow(/token/u);
      });
    },
  );
}
