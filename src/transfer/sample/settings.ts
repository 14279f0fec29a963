import type { AppSettingsInfo, BillingItemInfo, BillingSettingsInfo } from '../documents.ts'
import { themes } from '../words.ts'
import type { Random } from './random.ts'

/** A whole price list, as a root account has it. Calls are counted in seconds and billed in blocks of ten. */
export function fullBillingSettings(random: Random): BillingSettingsInfo {
  const calls = (unitCost: number, allowance: number): BillingItemInfo => item(0, unitCost, allowance, 0.1)
  return {
    base: item(19 + random.below(40), 0, 0),
    localNumbers: item(0, 1.15, random.below(4)),
    tollFreeNumbers: item(0, 2.5, 0),
    inboundVoiceCalls: calls(0.0014, 3000),
    outboundVoiceCalls: calls(0.0023, 1500),
    inboundFaxes: item(0, 0.07, 0),
    outboundFaxes: item(0, 0.1, 0),
    inboundSmsMessages: item(0, 0.0079, 100),
    outboundSmsMessages: item(0, 0.0083, 100),
    aiInsights: item(9.9, 0.02, 50),
    aiLiveMinutes: item(0, 0.12, random.below(3) * 30),
  }
}

/** What a customer overrides: a few prices, sometimes a credit, sometimes nothing at all, so that nothing is billed. */
export function customerBillingSettings(random: Random): BillingSettingsInfo | undefined {
  const choice = random.fraction()
  if (choice < 0.1) return undefined
  if (choice < 0.3) return { ...fullBillingSettings(random), base: item(-5, 0, 0) }
  return { base: item(12.5, 0, 0), localNumbers: item(0, 0.95, 2), outboundVoiceCalls: item(0, 0.0019, 6000, 0.1) }
}

function item(baseCost: number, unitCost: number, allowance: number, rawUnitMultiplier = 1): BillingItemInfo {
  return { baseCost, rawUnitMultiplier, unitCost, allowance }
}

/** A portal with the company's name and colours. */
export function appSettings(random: Random, company: string): AppSettingsInfo {
  const theme = random.pick(themes)
  return {
    enablePhoneNumberManagement: random.chance(0.5),
    enableDeviceManagement: random.chance(0.5),
    enableDialer: true,
    enableCallHistory: true,
    enableAssistants: random.chance(0.3),
    showFileNameInMessageCenter: random.chance(0.5),
    chakraTheme: theme,
    pageTitle: `${company} Portal`,
    ...(random.chance(0.4) ? { customCss: `:root {\n  --brand: ${theme};\n}\n` } : {}),
    ...(random.chance(0.4) ? { stringMappings: JSON.stringify({ Customer: 'Site', Flow: 'Call flow' }) } : {}),
    logoutUrl: 'https://portal.example/goodbye',
    portMyNumberUrl: '/port-my-number',
  }
}
