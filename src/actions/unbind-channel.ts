import { z } from "zod";
import { PURPOSE_NAME } from "../app/binding-words.ts";
import { KEEPERS } from "../app/roles.ts";
import type { Action } from "../app/types.ts";
import { message } from "../message/message.ts";
import { PURPOSES } from "../ports/company.ts";

const args = z.object({ purpose: z.enum(PURPOSES), platform: z.string().min(1), channel: z.string().min(1) });

/** Ends what is posted into a channel for one purpose. */
export const action: Action<z.infer<typeof args>> = {
  args,
  roles: KEEPERS,
  repeatable: false,
  async run(binding, { company }) {
    await company.removeBinding(binding);
    const name = PURPOSE_NAME[binding.purpose];
    return {
      message: message({
        title: { zh: `这个频道不再接收${name.zh}`, en: `The ${name.en} is not posted here any more` },
        sensitivity: "public",
      }),
      data: binding,
    };
  },
};
