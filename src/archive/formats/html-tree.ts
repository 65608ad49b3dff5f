import { parseHTML } from "linkedom";
import { LIMITS } from "./limits.ts";

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

/** The tree of an HTML document or fragment, as browsers build it; nothing is fetched or run. Where elements nest too deep, their text alone. */
export function htmlTree(html: string): HtmlDocument {
  const flat = depthOf(html) > LIMITS.htmlDepth ? html.replaceAll(/<[^>]*>/gu, " ") : html;
  const whole = /<(?:html|body)[\s>]/iu.test(flat)
    ? flat
    : `<!doctype html><html><body>${flat}</body></html>`;
  const document: HtmlDocument = parseHTML(whole).document;
  return document;
}

export function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT;
}

export function isText(node: Node): boolean {
  return node.nodeType === TEXT;
}

/** How deep elements nest that must be closed by hand; counted on the text, as building a deep tree takes minutes. */
export function depthOf(html: string): number {
  let [depth, most] = [0, 0];
  for (const [, slash] of html.matchAll(
    /<(\/?)(?:div|span|section|article|table|ul|ol|blockquote|font|b|i|em|strong|center|form|a)\b/giu,
  )) {
    depth = slash === "" ? depth + 1 : Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
}
