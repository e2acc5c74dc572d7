import { SLACK_API } from "./client.ts";

/**
 * May a token or a file of ours go to this address? Slack's hosts over https, or the very host that the API was configured to be at.
 * Addresses come out of messages, and what is in a message can be made up.
 */
export function ours(address: string, apiUrl: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return false;
  if (apiUrl !== null && apiUrl !== SLACK_API) return url.origin === new URL(apiUrl).origin;
  return url.protocol === "https:" && url.port === "" && (url.hostname === "slack.com" || url.hostname.endsWith(".slack.com"));
}
