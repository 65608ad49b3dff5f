import { child, elements, isRefusal, type XmlNode, xmlTree } from "./xml.ts";

/** Letter sizes in points of a Word document's paragraph styles by their ids, what they inherit included; "" is the default. */
export function styleSizes(xml: string): ReadonlyMap<string, number> {
  const tree = xmlTree(xml);
  if (isRefusal(tree)) return new Map();
  const styles = new Map<
    string,
    { readonly size: number | undefined; readonly base: string | undefined }
  >();
  for (const style of elements(tree, "w:style")) {
    if (!("children" in style)) continue;
    styles.set(style.attributes["w:styleId"] ?? "", {
      size: sizeIn(style.children),
      base: attribute(style.children, "w:basedOn"),
    });
  }
  const [defaults] = elements(tree, "w:rPrDefault");
  const standard =
    (defaults && "children" in defaults ? sizeIn(defaults.children) : undefined) ?? 11;
  const sizes = new Map([["", standard]]);
  for (const id of styles.keys()) sizes.set(id, inherited(styles, id) ?? standard);
  return sizes;
}

type Styles = ReadonlyMap<
  string,
  { readonly size: number | undefined; readonly base: string | undefined }
>;

function inherited(styles: Styles, id: string, depth = 0): number | undefined {
  const style = styles.get(id);
  if (!style || depth > 20) return undefined;
  return (
    style.size ?? (style.base === undefined ? undefined : inherited(styles, style.base, depth + 1))
  );
}

/** `w:sz` counts half points. */
function sizeIn(nodes: readonly XmlNode[]): number | undefined {
  const properties = child(nodes, "w:rPr");
  const half = Number(
    properties && "children" in properties ? attribute(properties.children, "w:sz") : undefined,
  );
  return Number.isFinite(half) && half > 0 ? half / 2 : undefined;
}

function attribute(nodes: readonly XmlNode[], name: string): string | undefined {
  const node = child(nodes, name);
  return node && "attributes" in node ? node.attributes["w:val"] : undefined;
}
