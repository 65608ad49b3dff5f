import { parseHTML } from "linkedom";

/** As much of the DOM as a reader needs. */
export interface Node {
  readonly nodeType: number;
  readonly childNodes: Iterable<Node>;
  readonly textContent: string | null;
}

export interface Element extends Node {
  readonly tagName: string;
  readonly id: string;
  readonly parentElement: Element | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  closest(selector: string): Element | null;
  readonly outerHTML: string;
  remove(): void;
}

export interface HtmlDocument {
  readonly documentElement: Element | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

const ELEMENT = 1;
const TEXT = 3;

/** The tree of an HTML document or fragment, as browsers build it; nothing is fetched or run. */
export function htmlTree(html: string): HtmlDocument {
  const whole = /<(?:html|body)[\s>]/iu.test(html)
    ? html
    : `<!doctype html><html><body>${html}</body></html>`;
  const document: HtmlDocument = parseHTML(whole).document;
  return document;
}

export function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT;
}

export function isText(node: Node): boolean {
  return node.nodeType === TEXT;
}
