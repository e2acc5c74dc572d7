const nothing = (): void => undefined;

/** For the SDK, whose own logger prints secrets when a call fails. */
export const quiet = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
