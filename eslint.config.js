/* Lint of the page's script. Its files stand in one scope (timeline/page/assets.py), so each may use what another declares. */
import { readFileSync, readdirSync } from "node:fs";
import js from "@eslint/js";
import globals from "globals";

const folder = new URL("templates/", import.meta.url);
const declared = readdirSync(folder).filter((name) => name.endsWith(".js") && !name.startsWith("folium_")).flatMap((name) =>
  Array.from(readFileSync(new URL(name, folder), "utf8").matchAll(/^(?:async )?(?:function|const|let|class) ([\w$]+)/gm), (m) => m[1]));

/** folium's templates with Jinja's signs blanked or, for a value, the name jinja, so that what is left is script and stands where it stood. */
const jinja = {
  preprocess: (text) => [text.replace(/\{[%#].*?[%#]\}/gs, (s) => " ".repeat(s.length)).replace(/\{\{.*?\}\}/g, (s) => "jinja".padEnd(s.length))],
  postprocess: (messages) => messages.flat(),
};

export default [
  { ignores: ["**/*", "!templates/", "!templates/*.js"] },
  js.configs.recommended,
  {
    files: ["templates/*.js"],
    languageOptions: { sourceType: "script", globals: { ...globals.browser, L: "readonly" } },
    rules: {
      "no-var": "error", "prefer-const": "error", eqeqeq: "error", "no-implicit-globals": "off", "no-shadow": "error",
      "consistent-return": "off", curly: ["error", "multi-line"], "object-shorthand": "error", "prefer-template": "error",
      "no-eval": "error", "no-implied-eval": "error", "no-new-func": "error", "no-script-url": "error",
      "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML", "write"].map((property) =>
        ({ property, message: "Texts from sources become text nodes, never markup." }))],
      complexity: ["error", 14], "max-lines-per-function": ["error", 150], "max-len": ["error", 180],
    },
  },
  {
    files: ["templates/*.js"],
    ignores: ["templates/folium_*.js"],
    languageOptions: { parserOptions: { ecmaFeatures: { impliedStrict: true } }, globals: Object.fromEntries(declared.map((name) => [name, "readonly"])) },
    rules: {
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-unused-vars": ["error", { vars: "local" }], // tests/test_page.py looks for top-level names that nothing uses
    },
  },
  {
    files: ["templates/folium_*.js"],
    plugins: { local: { processors: { jinja } } },
    processor: "local/jinja",
    languageOptions: { ecmaVersion: 2015, globals: { jinja: "writable" } },
    rules: { "no-var": "off", "no-shadow": "off", "no-redeclare": ["error", { builtinGlobals: false }], "no-unused-vars": ["error", { varsIgnorePattern: "^jinja$" }], "prefer-template": "off", "object-shorthand": "off" },
  },
];
