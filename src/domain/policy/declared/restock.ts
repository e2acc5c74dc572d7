export const restockPolicies = [] as const;
