export const alertsPolicies = [] as const;
