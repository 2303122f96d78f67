"""The browser's side of marked text."""

JS = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const mark = (piece) => {
    const element = make("mark", "tone-" + piece.tone);
    if (piece.id === data.opened) element.classList.add("opened");
    if (piece.sign) element.append(make("span", "sign", piece.sign));
    element.append(document.createTextNode(piece.text));
    element.title = piece.label;
    if (data.choose) {
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", piece.label + ": " + piece.text);
      element.tabIndex = 0;
      const choose = () => setTriggerValue("chosen", piece.id);
      element.addEventListener("click", choose);
      element.addEventListener("keydown", (event) => {
        if (event.key === "Enter") choose();
      });
    }
    return element;
  };
  const paragraph = (block) => {
    const element = make("p", block.kind);
    for (const piece of block.pieces) {
      element.append(piece.id ? mark(piece) : document.createTextNode(piece.text));
    }
    return element;
  };

  const root = make("div", "text");
  root.lang = data.language;
  root.dir = "auto";
  let fold = null;
  for (const block of data.blocks) {
    if (!block.pieces.length) continue;
    const hidden = block.kind === "boilerplate" && !block.pieces.some((piece) => piece.id);
    if (hidden && data.folded) {
      if (!fold) {
        fold = make("details", "fold");
        fold.append(make("summary", "", data.folded));
        root.append(fold);
      }
      fold.append(paragraph(block));
    } else {
      fold = null;
      root.append(paragraph(block));
    }
  }
  for (const old of parentElement.querySelectorAll(".text")) old.remove();
  parentElement.append(root);
  const opened = root.querySelector(".opened");
  if (opened) opened.scrollIntoView({ block: data.choose ? "nearest" : "center" });
}
"""

CSS = """
.text { font-family: var(--st-font); color: var(--st-text-color); font-size: 1rem; line-height: 1.65; }
.text p { margin: 0 0 0.9rem; white-space: pre-line; overflow-wrap: anywhere; }
.text p.title { font-size: 1.2rem; line-height: 1.35; font-weight: 650; }
.text p.subhead { font-weight: 650; margin-top: 1.2rem; }
.text p.boilerplate { color: var(--st-gray-text-color); font-size: 0.875rem; line-height: 1.5; margin: 0.4rem 0 0; }
.text .fold { margin: 0 0 0.9rem; border-left: 3px solid var(--st-border-color); padding-left: 0.75rem; }
.text summary { color: var(--st-gray-text-color); font-size: 0.875rem; cursor: pointer; }
mark {
  color: inherit; background: var(--tone-background); border-bottom: 2px solid var(--tone);
  padding: 0.08em 0.1em; -webkit-box-decoration-break: clone; box-decoration-break: clone;
}
mark[role="button"] { cursor: pointer; }
mark .sign { color: var(--tone); font-weight: 650; font-size: 0.8em; margin-right: 0.3em; white-space: nowrap; }
mark[role="button"].opened { outline: 2px solid var(--tone); outline-offset: 1px; border-radius: 2px; }
mark:focus-visible, summary:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
.tone-supported { --tone: var(--st-green-text-color); --tone-background: var(--st-green-background-color); }
.tone-refuted { --tone: var(--st-red-text-color); --tone-background: var(--st-red-background-color);
  border-bottom-style: double; border-bottom-width: 3px; }
.tone-conflicting { --tone: var(--st-orange-text-color); --tone-background: var(--st-orange-background-color);
  border-bottom-style: dashed; }
.tone-not_enough_evidence { --tone: var(--st-gray-text-color); --tone-background: var(--st-gray-background-color);
  border-bottom-style: dotted; }
.tone-disputed { --tone: var(--st-orange-text-color); --tone-background: var(--st-orange-background-color); }
.tone-passage { --tone: var(--st-primary-color); --tone-background: var(--st-blue-background-color); }
"""
