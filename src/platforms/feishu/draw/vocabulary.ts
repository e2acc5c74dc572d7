// Elements of card JSON 2.0 and what each may hold ("Components of card JSON 2.0", one page each): an unknown property is an error
// there, where 1.0 passed over it. Elements that Purser never draws are not here, Markdown among them: text is data.

const COMMON = ["tag", "element_id", "margin"] as const;
const LAYOUT = ["padding", "direction", "vertical_spacing", "horizontal_spacing", "vertical_align", "horizontal_align"] as const;
const FIELD = ["name", "required", "disabled", "placeholder", "width", "behaviors", "confirm"] as const;

export const PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  div: [...COMMON, "width", "text", "icon"],
  plain_text: ["tag", "element_id", "content", "i18n_content", "text_size", "text_color", "text_align", "lines"],
  hr: COMMON,
  img: [...COMMON, "img_key", "alt", "title", "corner_radius", "scale_type", "size", "transparent", "preview"],
  standard_icon: ["tag", "token", "color", "size"],
  text_tag: ["tag", "element_id", "text", "color"],
  column_set: [...COMMON, "flex_mode", "horizontal_spacing", "horizontal_align", "background_style", "columns"],
  column: [...COMMON, ...LAYOUT, "width", "weight", "background_style", "elements"],
  collapsible_panel: [...COMMON, ...LAYOUT, "expanded", "background_color", "header", "border", "elements"],
  form: [...COMMON, ...LAYOUT, "name", "elements"],
  button: [
    ...COMMON,
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
  ],
  input: [...COMMON, ...FIELD, "default_value", "max_length", "input_type", "rows", "auto_resize", "max_rows", "label", "label_position"],
  select_static: [...COMMON, ...FIELD, "type", "options", "initial_index", "initial_option"],
  date_picker: [...COMMON, ...FIELD, "initial_date"],
  table: [...COMMON, "page_size", "row_height", "row_max_height", "freeze_first_column", "header_style", "columns", "rows"],
  chart: [...COMMON, "aspect_ratio", "color_theme", "chart_spec", "preview", "height"],
};

/** Where each may stand: a table, a form and what a form alone can hold. */
export const ROOT_ONLY: ReadonlySet<string> = new Set(["table", "form"]);
export const CONTAINERS: ReadonlySet<string> = new Set(["column_set", "column", "form", "collapsible_panel"]);
/** Elements of a card's body; the others are parts of an element. */
export const STANDING: ReadonlySet<string> = new Set([
  "div",
  "hr",
  "img",
  "column_set",
  "collapsible_panel",
  "form",
  "button",
  "input",
  "select_static",
  "date_picker",
  "table",
  "chart",
]);
/** May not stand in a form ("Form container"). */
export const NOT_IN_FORM: ReadonlySet<string> = new Set(["form", "table", "chart"]);

export const CARD_PROPERTIES = ["schema", "config", "card_link", "header", "body"] as const;
export const CONFIG_PROPERTIES = [
  "streaming_mode",
  "streaming_config",
  "summary",
  "locales",
  "enable_forward",
  "update_multi",
  "width_mode",
  "use_custom_translation",
  "enable_forward_interaction",
  "style",
] as const;
export const HEADER_PROPERTIES = ["title", "subtitle", "text_tag_list", "i18n_text_tag_list", "template", "icon", "padding"] as const;
export const BODY_PROPERTIES = [...LAYOUT, "elements"] as const;
export const PANEL_HEADER_PROPERTIES = [
  "title",
  "background_color",
  "vertical_align",
  "padding",
  "position",
  "width",
  "icon",
  "icon_position",
  "icon_expanded_angle",
] as const;
export const TABLE_COLUMN_PROPERTIES = [
  "name",
  "display_name",
  "data_type",
  "width",
  "horizontal_align",
  "vertical_align",
  "format",
  "date_format",
] as const;
export const TABLE_HEADER_PROPERTIES = ["text_align", "text_size", "background_style", "text_color", "bold", "lines"] as const;

/** Values of properties that are one of a list. */
export const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  "plain_text.text_size": ["heading-0", "heading-1", "heading-2", "heading-3", "heading-4", "heading", "normal", "notation"],
  "plain_text.text_color": ["default", "grey", "green", "red", "orange", "blue"],
  "column_set.flex_mode": ["none", "stretch", "flow", "bisect", "trisect"],
  "button.type": ["default", "primary", "danger", "text", "primary_text", "danger_text", "primary_filled", "danger_filled", "laser"],
  "button.size": ["tiny", "small", "medium", "large"],
  "button.form_action_type": ["submit", "reset"],
  "text_tag.color": [
    "neutral",
    "blue",
    "turquoise",
    "lime",
    "orange",
    "violet",
    "indigo",
    "wathet",
    "green",
    "yellow",
    "red",
    "purple",
    "carmine",
  ],
  "header.template": [
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
  ],
  "config.width_mode": ["default", "compact", "fill"],
  "chart.aspect_ratio": ["1:1", "2:1", "4:3", "16:9"],
};
