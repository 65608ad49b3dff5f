import MiniSearch from "minisearch";

/** An index in few large arrays, fit to be written to a file. Documents are numbered by their place in {@link ids}. */
export interface StoredPostings {
  readonly ids: readonly string[];
  /** Lengths of each document's fields, one document after the other. */
  readonly lengths: Uint32Array;
  readonly terms: readonly string[];
  /** How many documents have each term in each field, one term after the other. */
  readonly sizes: Uint32Array;
  /** The documents, and how often the term stands there. */
  readonly documents: Uint32Array;
  readonly frequencies: Uint32Array;
}

interface Indexed {
  readonly id: string;
}

/** A MiniSearch that can be stored and taken up again without a document being read. */
export class StorableSearch<T extends Indexed> extends MiniSearch<T> {
  store(): StoredPostings {
    const {
      _fieldIds: fieldIds,
      _documentIds: documentIds,
      _fieldLength: lengths,
      _index: index,
    } = this;
    const fields = Object.values(fieldIds);
    const numbers = new Map([...documentIds.keys()].map((shortId, i) => [shortId, i]));
    const terms: string[] = [];
    const sizes: number[] = [];
    const documents = new Numbers();
    const frequencies = new Numbers();
    for (const [term, byField] of index) {
      terms.push(term);
      for (const field of fields) {
        const before = documents.length;
        for (const [shortId, frequency] of byField.get(field) ?? []) {
          const number = numbers.get(shortId);
          // What was taken out stays in the lists until they are cleaned.
          if (number === undefined) continue;
          documents.push(number);
          frequencies.push(frequency);
        }
        sizes.push(documents.length - before);
      }
    }
    return {
      ids: [...documentIds.values()].map(String),
      lengths: Uint32Array.from(
        [...numbers.keys()].flatMap((shortId) =>
          fields.map((field) => lengths.get(shortId)?.[field] ?? 0),
        ),
      ),
      terms,
      sizes: Uint32Array.from(sizes),
      documents: documents.all(),
      frequencies: frequencies.all(),
    };
  }

  /** Takes up what was stored, in place of what is there, without the documents that `keeps` says no to. */
  restore(stored: StoredPostings, keeps: (id: string) => boolean, onTerm: OnTerm): void {
    this.removeAll();
    const {
      _fieldIds: fieldIds,
      _documentIds: documentIds,
      _idToShortId: numbers,
      _fieldLength: lengths,
      _index: index,
    } = this;
    const fields = Object.values(fieldIds);
    const kept = stored.ids.map(keeps);
    for (const [number, id] of stored.ids.entries()) {
      if (kept[number] !== true) continue;
      documentIds.set(number, id);
      numbers.set(id, number);
      lengths.set(
        number,
        fields.map((_, i) => stored.lengths[number * fields.length + i] ?? 0),
      );
    }
    const all = [...lengths.values()];
    Object.assign(this, {
      _nextId: stored.ids.length,
      _documentCount: documentIds.size,
      _avgFieldLength: fields.map(
        (_, i) => all.reduce((sum, one) => sum + (one[i] ?? 0), 0) / Math.max(1, all.length),
      ),
    });
    let at = 0;
    for (const [t, term] of stored.terms.entries()) {
      const byField = new Map<number, Map<number, number>>();
      const having = new Set<number>();
      for (const [i, field] of fields.entries()) {
        const end = at + (stored.sizes[t * fields.length + i] ?? 0);
        const list = new Map<number, number>();
        for (; at < end; at += 1) {
          const number = stored.documents[at] ?? 0;
          if (kept[number] !== true) continue;
          list.set(number, stored.frequencies[at] ?? 0);
          having.add(number);
        }
        if (list.size > 0) byField.set(field, list);
      }
      if (having.size === 0) continue;
      index.set(term, byField);
      onTerm(term, having.size);
    }
  }
}

/** A term, and in how many documents it stands. */
type OnTerm = (term: string, documents: number) => void;

/** A growing list of whole numbers; an array of boxed ones would take eight times the room. */
class Numbers {
  #numbers = new Uint32Array(1024);
  length = 0;

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Uint32Array(2 * this.length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length] = number;
    this.length += 1;
  }

  all(): Uint32Array {
    return this.#numbers.slice(0, this.length);
  }
}
