import ts from "typescript";

/** Attributes and options that a person reads or hears. */
const READ = new Set([
  ...["alt", "aria-label", "aria-valuetext", "aria-description", "placeholder", "title"],
  ...["label", "labelHidden", "hint", "description", "lead", "aside", "confirmLabel", "valueText"],
]);
/** The brand is the same in every language. */
const NAMES = /\bRepaint\b/g;

/**
 * The words that a source file shows without asking the message catalogue: text in JSX, texts in attributes and options
 * that are read, and texts given to `toast`, `notify` and `say`. Names of files' formats and keys stand in none of these places.
 */
export function literalWords(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const report = (node: ts.Node, text: string) => {
    if (!/\p{Letter}/u.test(text.replace(NAMES, ""))) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push(`${path}:${line + 1} ${text.trim()}`);
  };
  /** Every text that an expression may become: both sides of `a ? b : c`, `a || b`, the fixed parts of a template. */
  const reportTexts = (node: ts.Node | undefined): void => {
    if (!node) return;
    if (ts.isStringLiteralLike(node)) report(node, node.text);
    else if (ts.isTemplateExpression(node))
      report(node, node.head.text + node.templateSpans.map(({ literal }) => literal.text).join(""));
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(reportTexts);
    else if (ts.isBinaryExpression(node)) reportOperands(node);
    else if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node) || ts.isAsExpression(node))
      reportTexts(node.expression);
  };
  const reportOperands = ({ left, right, operatorToken }: ts.BinaryExpression) => {
    if (operatorToken.kind === ts.SyntaxKind.PlusToken || operatorToken.getText(file) === "??") reportTexts(left);
    reportTexts(right);
  };
  const saidBy = ({ expression, arguments: all }: ts.CallExpression): readonly ts.Node[] => {
    const called = expression.getText(file);
    // Its first argument is the kind of the toast.
    if (called === "notify") return all.slice(1);
    return /^toast\b|\bsay$/.test(called) ? all : [];
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText(file) === "classNames") return;
    if (ts.isJsxText(node)) report(node, node.text);
    else if (ts.isJsxAttribute(node) && READ.has(node.name.getText(file))) reportTexts(node.initializer);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) reportTexts(node.expression);
    else if (ts.isPropertyAssignment(node) && READ.has(node.name.getText(file))) reportTexts(node.initializer);
    else if (ts.isCallExpression(node)) saidBy(node).forEach(reportTexts);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
