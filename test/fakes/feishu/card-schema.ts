/**
 * What JSON 2.0 knows of each element: every property outside of this list is an error there (JSON 1.0 ignored it).
 * Source: the component pages below `card-json-v2-components` of the platform's documentation.
 */
export interface ElementRule {
  readonly allowed: readonly string[];
  readonly required: readonly string[];
  /** Properties that hold elements again. */
  readonly holds: readonly string[];
  /** Where it may not be: inside of these. `*`: only directly below the body. */
  readonly notInside: readonly string[];
  /** Counts as a level of nesting. */
  readonly container: boolean;
}

const EVERYWHERE = ["tag", "element_id", "margin"];
const LAYOUT = ["direction", "horizontal_spacing", "vertical_spacing", "horizontal_align", "vertical_align", "padding"];
const INPUT = [
  "name",
  "required",
  "disabled",
  "disabled_tips",
  "hover_tips",
  "confirm",
  "behaviors",
  "placeholder",
  "width",
  "type",
  "value",
];

const rule = (allowed: readonly string[], more: Partial<Omit<ElementRule, "allowed">> = {}): ElementRule => ({
  allowed: [...EVERYWHERE, ...allowed],
  required: more.required ?? [],
  holds: more.holds ?? [],
  notInside: more.notInside ?? [],
  container: more.container ?? false,
});

const SELECT = [...INPUT, "options", "selected_values", "initial_option", "initial_index"];
const PICKER = [...INPUT, "initial_date", "initial_time", "initial_datetime"];

export const ELEMENTS: Readonly<Record<string, ElementRule>> = {
  markdown: rule(["content", "text_align", "text_size", "icon", "href", "i18n_content"], { required: ["content"] }),
  div: rule(["text", "icon", "fields", "width"]),
  hr: rule([]),
  img: rule(
    [
      "img_key",
      "alt",
      "title",
      "preview",
      "scale_type",
      "size",
      "corner_radius",
      "transparent",
      "compact_width",
      "mode",
      "custom_width",
      "i18n_img_key",
    ],
    {
      required: ["img_key"],
    },
  ),
  img_combination: rule(["combination_mode", "combination_transparent", "corner_radius", "img_list"], { required: ["img_list"] }),
  person: rule(["size", "user_id", "show_avatar", "show_name", "style"], { required: ["user_id"] }),
  person_list: rule(["persons", "size", "show_name", "show_avatar", "lines", "drop_invalid_user_id", "icon", "ud_icon"], {
    required: ["persons"],
  }),
  table: rule(["page_size", "row_height", "row_max_height", "freeze_first_column", "header_style", "columns", "rows"], {
    required: ["columns", "rows"],
    notInside: ["*"],
  }),
  chart: rule(["aspect_ratio", "color_theme", "chart_spec", "preview", "height"], { required: ["chart_spec"] }),
  column_set: rule([...LAYOUT, "flex_mode", "background_style", "columns", "action"], {
    required: ["columns"],
    holds: ["columns"],
    container: true,
  }),
  column: rule([...LAYOUT, "width", "weight", "background_style", "elements", "action"], { holds: ["elements"], container: true }),
  form: rule([...LAYOUT, "name", "elements"], { required: ["name", "elements"], holds: ["elements"], notInside: ["*"], container: true }),
  interactive_container: rule(
    [
      ...LAYOUT,
      "width",
      "height",
      "background_style",
      "has_border",
      "border_color",
      "corner_radius",
      "behaviors",
      "hover_tips",
      "disabled",
      "disabled_tips",
      "confirm",
      "elements",
    ],
    { required: ["elements"], holds: ["elements"], container: true },
  ),
  collapsible_panel: rule([...LAYOUT, "expanded", "header", "border", "background_color", "elements"], {
    required: ["elements"],
    holds: ["elements"],
    container: true,
  }),
  button: rule([
    "type",
    "size",
    "width",
    "text",
    "icon",
    "hover_tips",
    "disabled",
    "disabled_tips",
    "confirm",
    "behaviors",
    "name",
    "required",
    "form_action_type",
  ]),
  input: rule([
    ...INPUT,
    "default_value",
    "label",
    "label_position",
    "max_length",
    "input_type",
    "show_icon",
    "rows",
    "auto_resize",
    "max_rows",
    "fallback",
  ]),
  select_static: rule(SELECT, { required: ["options"] }),
  multi_select_static: rule(SELECT, { required: ["options"], notInside: [] }),
  select_person: rule(SELECT),
  multi_select_person: rule(SELECT),
  date_picker: rule(PICKER),
  picker_time: rule(PICKER),
  picker_datetime: rule(PICKER),
  overflow: rule(["width", "options", "value", "confirm"], { required: ["options"] }),
  checker: rule([
    "name",
    "checked",
    "disabled",
    "text",
    "overall_checkable",
    "button_area",
    "checked_style",
    "padding",
    "confirm",
    "behaviors",
    "hover_tips",
    "disabled_tips",
  ]),
};

/** The names that a form sends back; each element of these must carry a unique one inside of a form. */
export const FORM_FIELDS: ReadonlySet<string> = new Set([
  "input",
  "select_static",
  "multi_select_static",
  "select_person",
  "multi_select_person",
  "date_picker",
  "picker_time",
  "picker_datetime",
  "checker",
]);

export const ROOT = ["schema", "config", "card_link", "header", "body"];
export const CONFIG = [
  "streaming_mode",
  "streaming_config",
  "summary",
  "locales",
  "enable_forward",
  "enable_forward_interaction",
  "update_multi",
  "width_mode",
  "use_custom_translation",
  "style",
];
export const HEADER = ["title", "subtitle", "text_tag_list", "i18n_text_tag_list", "template", "icon", "padding"];
export const BODY = [...LAYOUT, "elements"];
export const BUTTON_TYPES = [
  "default",
  "primary",
  "danger",
  "text",
  "primary_text",
  "danger_text",
  "primary_filled",
  "danger_filled",
  "laser",
];
export const TEMPLATES = [
  "blue",
  "wathet",
  "turquoise",
  "green",
  "yellow",
  "orange",
  "red",
  "carmine",
  "violet",
  "purple",
  "indigo",
  "grey",
  "default",
];
export const COLUMN = [
  "name",
  "display_name",
  "i18n_display_name",
  "width",
  "vertical_align",
  "horizontal_align",
  "data_type",
  "format",
  "date_format",
];
export const COLUMN_TYPES = ["text", "lark_md", "markdown", "options", "number", "persons", "date"];
export const TEXT = ["tag", "content", "i18n_content", "text_size", "text_align", "text_color", "lines", "element_id"];
export const CONFIRM = ["title", "text"];
export const BEHAVIORS: Readonly<Record<string, readonly string[]>> = {
  callback: ["type", "value"],
  open_url: ["type", "default_url", "pc_url", "ios_url", "android_url"],
  form_action: ["type", "behavior"],
};

export const ELEMENT_ID = /^[A-Za-z][A-Za-z0-9_]{0,19}$/;
export const TABLES_MAX = 5;
export const COLUMNS_MAX = 50;
export const PAGE_ROWS_MAX = 10;
/** Containers inside of containers. */
export const NESTING_MAX = 5;
/** Everything with a tag counts, texts too. */
export const ELEMENTS_MAX = 200;
export const HEADER_TAGS_MAX = 3;
export const INPUT_MAX = 1_000;
export const ROW_MAX_PX = [32, 999] as const;
export const CHART_PX = [1, 999] as const;
export const ASPECT_RATIOS = ["1:1", "2:1", "4:3", "16:9"];
export const TABLE_HEADER = ["text_align", "text_size", "background_style", "text_color", "bold", "lines"];
export const PANEL_HEADER = [
  "title",
  "background_color",
  "vertical_align",
  "padding",
  "position",
  "width",
  "icon",
  "icon_position",
  "icon_expanded_angle",
];
