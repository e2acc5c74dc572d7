export const schedulePolicies = [] as const;
