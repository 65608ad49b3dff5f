import { XMLParser, XMLValidator } from "fast-xml-parser";
import { z } from "zod";
import { type Refusal, refused } from "./reading.ts";

/** An element with its children in document order, or text. */
export type XmlNode =
  | {
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly children: readonly XmlNode[];
    }
  | { readonly text: string };

/** `<!DOCTYPE` with declarations of its own: entities may expand without end or name files. */
const DECLARES = /<!DOCTYPE[^>[]*\[[\s\S]*?<!(?:ENTITY|ELEMENT|ATTLIST)|<!ENTITY\b/iu;
const DOCTYPE = /<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>/iu;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  attributesGroupName: ":@",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** Refused wherever XML may stand, also in XHTML. */
export function declaresEntities(xml: string): Refusal | null {
  if (!DECLARES.test(xml)) return null;
  return refused("its DOCTYPE declares entities, which are not expanded; save it without them");
}

/** Whether every element is closed where it should be. */
export function isWellFormed(xml: string): boolean {
  return XMLValidator.validate(xml) === true;
}

/** The tree of an XML document, or why it is not read: entities of its own, or no XML. */
export function xmlTree(xml: string): readonly XmlNode[] | Refusal {
  const declared = declaresEntities(xml);
  if (declared) return declared;
  try {
    return Nodes.parse(parser.parse(xml.replace(DOCTYPE, "")));
  } catch {
    return refused("its XML is damaged; check the file");
  }
}

const Attributes = z.record(z.string(), z.coerce.string());
const Nodes: z.ZodType<XmlNode[]> = z.lazy(() => z.array(Node));
/** fast-xml-parser's ordered form: the one key beside `:@` is the element's name, or `#text`. */
const Node: z.ZodType<XmlNode> = z.lazy(() =>
  z.record(z.string(), z.unknown()).transform((raw): XmlNode => {
    const name = Object.keys(raw).find((key) => key !== ":@") ?? "";
    if (name === "#text") return { text: String(raw[name]) };
    return {
      name,
      attributes: Attributes.parse(raw[":@"] ?? {}),
      children: Nodes.parse(raw[name] ?? []),
    };
  }),
);

export function isRefusal(tree: readonly XmlNode[] | Refusal): tree is Refusal {
  return "kind" in tree;
}

/** Elements of a name, at any depth, in order; without those inside one that is found. */
export function* elements(
  nodes: readonly XmlNode[],
  name: string,
): Generator<XmlNode & { readonly name: string }> {
  for (const node of nodes) {
    if (!("name" in node)) continue;
    if (node.name === name) yield node;
    else yield* elements(node.children, name);
  }
}

/** The first child of a name. */
export function child(
  nodes: readonly XmlNode[],
  name: string,
): (XmlNode & { readonly name: string }) | undefined {
  return nodes.find(
    (node): node is XmlNode & { readonly name: string } => "name" in node && node.name === name,
  );
}

/** All text below, as it stands. */
export function textOf(nodes: readonly XmlNode[]): string {
  return nodes.map((node) => ("text" in node ? node.text : textOf(node.children))).join("");
}
