import type { Text } from "../value.ts";

/** What each way to plan would have held for the units it would have served, as charts/frontier.ts draws it. Plain JSON. */
export interface FrontierData {
  readonly title: Text;
  readonly lines: readonly {
    readonly id: string;
    readonly label: Text;
    /** Ascending by fill rate; `fill` is a share of one, `onHand` units. */
    readonly points: readonly { readonly fill: number; readonly onHand: number }[];
    /** Ours, a way of others, or the bound that nobody can reach. */
    readonly kind: "ours" | "other" | "bound";
  }[];
  /** The fill rate at which two ways are compared, and their stock; null where one of them does not reach it. */
  readonly compared: { readonly fill: number; readonly from: number; readonly to: number; readonly label: Text } | null;
}
