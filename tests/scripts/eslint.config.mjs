// The rules of every script of this repository. From its root: npm run lint --prefix tests/scripts
import js from "@eslint/js"
import globals from "globals"

const VIETNAMESE = "/[\\u00c0-\\u00ff\\u0102\\u0103\\u0110\\u0111\\u0128\\u0129\\u0168\\u0169\\u01a0\\u01a1\\u01af\\u01b0\\u1ea0-\\u1ef9]/"
const NOT_LISTED = [
  // Safari knows it from 16.4 on; a regular expression it cannot read stops the whole script.
  { selector: "Literal[regex.pattern=/\\(\\?<[=!]/], Literal[value=/\\(\\?<[=!]/], TemplateElement[value.raw=/\\(\\?<[=!]/]", message: "No lookbehind: Safari before 16.4 does not know it." },
  // Published scripts lose the lines that are comments: hooks/thidua/outputs/scripts.py.
  { selector: "TemplateElement[value.raw=/\\n/]", message: "A template literal of several lines could hold what looks like a comment." },
  { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: "Make elements; text from a page is never parsed as HTML." }
]
const IN_CATALOGUES = [
  { selector: `Literal[value=${VIETNAMESE}], TemplateElement[value.raw=${VIETNAMESE}]`, message: "Sentences stand in hooks/thidua/locale, what the search knows of Vietnamese in hooks/thidua/query_words.json." },
  { selector: "AssignmentExpression[left.property.name=/^(textContent|title|placeholder|ariaLabel|alt)$/] > Literal[value=/[A-Za-z]/]", message: "Sentences stand in hooks/thidua/locale and come through data attributes." }
]

const RULES = {
  ...js.configs.recommended.rules,
  "array-callback-return": "error",
  "consistent-return": "error",
  "default-param-last": "error",
  "eqeqeq": "error",
  "no-else-return": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-implicit-globals": "error",
  "no-loop-func": "error",
  "no-multi-str": "error",
  "no-new-func": "error",
  "no-return-assign": ["error", "except-parens"],
  "no-self-compare": "error",
  "no-throw-literal": "error",
  "no-unused-expressions": "error",
  // `_` is what a callback must take and does not need.
  "no-unused-vars": ["error", { argsIgnorePattern: "^_$" }],
  // Functions and classes below their first use, in the order a reader needs them, are hoisted or run later.
  "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
  "no-useless-assignment": "error",
  "no-useless-concat": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-arrow-callback": "error",
  "prefer-const": "error",
  "prefer-object-spread": "error",
  "prefer-promise-reject-errors": "error",
  "prefer-rest-params": "error",
  "prefer-spread": "error",
  "radix": "error",
  "strict": ["error", "function"],
  "no-restricted-syntax": ["error", ...NOT_LISTED, ...IN_CATALOGUES]
}

export default [
  { ignores: ["**/node_modules/", "tests/data/vendor/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    // Shipped: classic scripts, so that they load from a folder too, in the syntax of the baseline (docs/dev/architecture.md).
    files: ["overrides/**/*.js", "hooks/**/*.js"],
    languageOptions: { ecmaVersion: 2021, sourceType: "script", globals: globals.browser },
    rules: RULES
  },
  {
    // Tools of the benchmark, run by node.
    files: ["tests/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "commonjs", globals: { ...globals.node, ...globals.browser } },
    rules: { ...RULES, "no-restricted-syntax": "off", "strict": ["error", "global"] }
  },
  {
    files: ["tests/scripts/**/*.mjs"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.node, window: "readonly" } },
    // Tests say what Vietnamese becomes; load.mjs makes a window of the global object.
    rules: { ...RULES, "no-restricted-syntax": "off", "strict": "off" }
  }
]
