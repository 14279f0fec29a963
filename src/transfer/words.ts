import type { SchedulingRuleInfo, TagColorInfo } from './documents.ts'

/** A city and its time zone: IANA ids, and Windows ids where .NET would have stored one. */
export interface City {
  readonly name: string
  readonly timeZoneId: string
}

/** A part of a country, and at least one city in it. */
export interface Region {
  readonly name: string
  readonly cities: readonly City[]
}

/** A day that comes back every year, as the parts of a Yearly rule. */
export interface Holiday extends Pick<SchedulingRuleInfo, 'byMonth' | 'byMonthDay' | 'byDay'> {
  readonly name: string
}

/** The words of one language and country. */
export interface Locale {
  /** Begins reference ids. */
  readonly country: string
  readonly families: readonly string[]
  readonly trades: readonly string[]
  readonly company: (family: string, trade: string) => string
  readonly regions: readonly Region[]
  readonly branch: (city: string) => string
  readonly departments: readonly string[]
  readonly teams: readonly string[]
  readonly desks: readonly string[]
  readonly openFrom: string
  readonly openUntil: string
  readonly holidays: readonly Holiday[]
  /** What the weeks are called in which everyone is away. */
  readonly vacation: string
}

const newYear = { byMonth: [1], byMonthDay: [1] }
const christmas = { byMonth: [12], byMonthDay: [25] }
const labourDay = { byMonth: [5], byMonthDay: [1] }

const german: Locale = {
  country: 'DE',
  families: ['Groß', 'Müller', 'Jäger', 'Weiß', 'Schröder', 'Löwe', 'Vogt', 'Brandt', 'Kühn', 'Strauß'],
  trades: [
    'Bäckerei',
    'Autohaus',
    'Steuerkanzlei',
    'Apotheke',
    'Zahnarztpraxis',
    'Möbelhaus',
    'Spedition',
    'Gärtnerei',
  ],
  company: (family, trade) => `${trade} ${family} GmbH`,
  regions: [
    {
      name: 'Region Nord',
      cities: [
        { name: 'Berlin', timeZoneId: 'Europe/Berlin' },
        { name: 'Hamburg', timeZoneId: 'Europe/Berlin' },
      ],
    },
    {
      name: 'Region Süd',
      cities: [
        { name: 'München', timeZoneId: 'Europe/Berlin' },
        { name: 'Nürnberg', timeZoneId: 'W. Europe Standard Time' },
      ],
    },
    {
      name: 'Region West',
      cities: [
        { name: 'Köln', timeZoneId: 'W. Europe Standard Time' },
        { name: 'Düsseldorf', timeZoneId: 'Europe/Berlin' },
      ],
    },
    {
      name: 'Österreich & Schweiz',
      cities: [
        { name: 'Wien', timeZoneId: 'Europe/Vienna' },
        { name: 'Zürich', timeZoneId: 'Europe/Zurich' },
      ],
    },
  ],
  branch: (city) => `Filiale ${city}`,
  departments: ['Vertrieb', 'Buchhaltung', 'Kundendienst', 'Einkauf', 'Lager & Versand', 'Empfang', 'Geschäftsführung'],
  teams: ['Team Großkunden', 'Team Rechnungen', 'Team Rückgaben', 'Team Termine'],
  desks: ['Platz am Fenster', 'Platz 2', 'Durchwahl 40', 'Durchwahl 41', 'Nachtdienst'],
  openFrom: '08:00',
  openUntil: '17:00',
  holidays: [
    { name: 'Neujahr', ...newYear },
    { name: 'Tag der Deutschen Einheit', byMonth: [10], byMonthDay: [3] },
    { name: 'Weihnachten', byMonth: [12], byMonthDay: [25, 26] },
  ],
  vacation: 'Betriebsferien',
}

const american: Locale = {
  country: 'US',
  families: ['Harbor', "O'Neill", 'Redwood', 'Carter', 'Blue Ridge', 'Whitfield', "D'Angelo", 'Lakeside', 'Summit'],
  trades: ['Dental', 'Plumbing', 'Law Group', 'Veterinary', 'Logistics', 'Insurance', 'Pediatrics', 'Realty'],
  company: (family, trade) => `${family} ${trade}, Inc.`,
  regions: [
    {
      name: 'East Coast',
      cities: [
        { name: 'New York', timeZoneId: 'Eastern Standard Time' },
        { name: 'Boston', timeZoneId: 'America/New_York' },
      ],
    },
    {
      name: 'Midwest',
      cities: [
        { name: 'Chicago', timeZoneId: 'America/Chicago' },
        { name: 'Minneapolis', timeZoneId: 'Central Standard Time' },
      ],
    },
    {
      name: 'Mountain States',
      cities: [
        { name: 'Denver', timeZoneId: 'America/Denver' },
        { name: 'Phoenix', timeZoneId: 'US Mountain Standard Time' },
      ],
    },
    {
      name: 'West Coast',
      cities: [
        { name: 'Los Angeles', timeZoneId: 'America/Los_Angeles' },
        { name: 'Seattle', timeZoneId: 'Pacific Standard Time' },
      ],
    },
  ],
  branch: (city) => `${city} Office`,
  departments: ['Sales', 'Billing', 'Customer Care', 'Front Desk', 'Scheduling', 'After-Hours Line', 'Human Resources'],
  teams: ['New Patients & Clients', 'Team "Blue"', 'Renewals', 'Escalations'],
  desks: ['Reception', 'Desk 2', 'Extension 104', 'Extension 105', 'On-call phone'],
  openFrom: '09:00',
  openUntil: '17:30',
  holidays: [
    { name: 'Independence Day', byMonth: [7], byMonthDay: [4] },
    { name: 'Thanksgiving', byMonth: [11], byDay: [{ offset: 4, dayOfWeek: 'Thursday' }] },
    { name: 'Christmas', ...christmas },
  ],
  vacation: 'Summer shutdown',
}

const british: Locale = {
  country: 'GB',
  families: ['Ashworth', 'Pemberton', "O'Brien", 'Llewellyn', 'Hartley', 'MacLeod', 'Whitby', 'Thornbury'],
  trades: ['& Sons', 'Solicitors', 'Opticians', 'Letting Agents', 'Brewery', 'Coach Hire', 'Books', 'Joinery'],
  company: (family, trade) => `${family} ${trade} Ltd`,
  regions: [
    {
      name: 'London & South East',
      cities: [
        { name: 'London', timeZoneId: 'Europe/London' },
        { name: 'Brighton', timeZoneId: 'Europe/London' },
      ],
    },
    {
      name: 'Northern England',
      cities: [
        { name: 'Manchester', timeZoneId: 'GMT Standard Time' },
        { name: 'Leeds', timeZoneId: 'Europe/London' },
      ],
    },
    {
      name: 'Scotland',
      cities: [
        { name: 'Edinburgh', timeZoneId: 'Europe/London' },
        { name: 'Inverness', timeZoneId: 'GMT Standard Time' },
      ],
    },
    {
      name: 'Ireland',
      cities: [
        { name: 'Dublin', timeZoneId: 'Europe/Dublin' },
        { name: 'Cork', timeZoneId: 'Europe/Dublin' },
      ],
    },
  ],
  branch: (city) => `${city} branch`,
  departments: ['Enquiries', 'Accounts', 'Bookings', 'Deliveries', 'Complaints', 'Trade Counter'],
  teams: ['Key accounts', 'Walk-ins', 'Refunds', 'Out-of-hours team'],
  desks: ['Front desk', 'Back office', 'Line 1', 'Line 2'],
  openFrom: '09:00',
  openUntil: '17:00',
  holidays: [
    { name: "New Year's Day", ...newYear },
    { name: 'Early May bank holiday', byMonth: [5], byDay: [{ offset: 1, dayOfWeek: 'Monday' }] },
    { name: 'Christmas and Boxing Day', byMonth: [12], byMonthDay: [25, 26] },
  ],
  vacation: 'Annual closure',
}

const french: Locale = {
  country: 'FR',
  families: ['Lefèvre', "L'Hermitage", 'Garçon', 'Dubœuf', 'Noël', 'Chênevert', 'Delacroix', "d'Aubigné"],
  trades: ['Boulangerie', 'Pharmacie', 'Cabinet', 'Librairie', 'Garage', 'Traiteur', 'Fleuriste'],
  company: (family, trade) => `${trade} ${family} SARL`,
  regions: [
    {
      name: 'Île-de-France',
      cities: [
        { name: 'Paris', timeZoneId: 'Europe/Paris' },
        { name: 'Versailles', timeZoneId: 'Romance Standard Time' },
      ],
    },
    {
      name: 'Rhône-Alpes',
      cities: [
        { name: 'Lyon', timeZoneId: 'Romance Standard Time' },
        { name: 'Grenoble', timeZoneId: 'Europe/Paris' },
      ],
    },
    {
      name: 'Outre-mer',
      cities: [
        { name: 'Saint-Denis', timeZoneId: 'Indian/Reunion' },
        { name: 'Nouméa', timeZoneId: 'Pacific/Noumea' },
      ],
    },
    {
      name: 'Québec',
      cities: [
        { name: 'Montréal', timeZoneId: 'America/Toronto' },
        { name: 'Trois-Rivières', timeZoneId: 'America/Toronto' },
      ],
    },
  ],
  branch: (city) => `Agence de ${city}`,
  departments: ['Accueil', 'Comptabilité', 'Service après-vente', 'Commandes', 'Livraisons', 'Direction'],
  teams: ['Équipe du matin', "Équipe de l'après-midi", 'Grands comptes', 'Réclamations'],
  desks: ['Standard', 'Poste 12', 'Poste 14', "Ligne d'astreinte"],
  openFrom: '09:00',
  openUntil: '18:00',
  holidays: [
    { name: 'Fête du Travail', ...labourDay },
    { name: 'Fête nationale', byMonth: [7], byMonthDay: [14] },
    { name: 'Noël', ...christmas },
  ],
  vacation: "Congés d'été",
}

const turkish: Locale = {
  country: 'TR',
  families: ['İnci', 'Yıldız', 'Öztürk', 'Çelik', 'Şahin', 'Güneş', 'Işık', 'Ağaoğlu'],
  trades: ['Lojistik', 'Eczanesi', 'Tekstil', 'Turizm', 'İnşaat', 'Gıda', 'Sigorta'],
  company: (family, trade) => `${family} ${trade} A.Ş.`,
  regions: [
    {
      name: 'Marmara',
      cities: [
        { name: 'İstanbul', timeZoneId: 'Europe/Istanbul' },
        { name: 'Bursa', timeZoneId: 'Turkey Standard Time' },
      ],
    },
    {
      name: 'Ege',
      cities: [
        { name: 'İzmir', timeZoneId: 'Turkey Standard Time' },
        { name: 'Muğla', timeZoneId: 'Europe/Istanbul' },
      ],
    },
    {
      name: 'İç Anadolu',
      cities: [
        { name: 'Ankara', timeZoneId: 'Europe/Istanbul' },
        { name: 'Eskişehir', timeZoneId: 'Europe/Istanbul' },
      ],
    },
  ],
  branch: (city) => `${city} Şubesi`,
  departments: ['Satış', 'Muhasebe', 'Müşteri Hizmetleri', 'Danışma', 'İnsan Kaynakları', 'Depo'],
  teams: ['Kurumsal müşteriler', 'İade ekibi', 'Randevu ekibi'],
  desks: ['Santral', 'Dahili 21', 'Dahili 22', 'Nöbetçi hattı'],
  openFrom: '08:30',
  openUntil: '18:00',
  holidays: [
    { name: 'Yılbaşı', ...newYear },
    { name: 'Cumhuriyet Bayramı', byMonth: [10], byMonthDay: [29] },
  ],
  vacation: 'Yıllık izin',
}

const japanese: Locale = {
  country: 'JP',
  families: ['桜', '山本', '富士', '青空', '小川', '星野'],
  trades: ['運輸', '薬局', '歯科', '不動産', '食品', '印刷'],
  company: (family, trade) => `株式会社${family}${trade}`,
  regions: [
    {
      name: '東日本',
      cities: [
        { name: '東京', timeZoneId: 'Asia/Tokyo' },
        { name: '仙台', timeZoneId: 'Asia/Tokyo' },
      ],
    },
    {
      name: '西日本',
      cities: [
        { name: '大阪', timeZoneId: 'Tokyo Standard Time' },
        { name: '福岡', timeZoneId: 'Asia/Tokyo' },
      ],
    },
    {
      name: '北海道',
      cities: [
        { name: '札幌', timeZoneId: 'Asia/Tokyo' },
        { name: '函館', timeZoneId: 'Asia/Tokyo' },
      ],
    },
  ],
  branch: (city) => `${city}支店`,
  departments: ['営業部', '経理部', 'お客様センター', '総務部', '配送課'],
  teams: ['法人担当', '予約担当', '返品担当'],
  desks: ['受付', '内線 201', '内線 202', '夜間窓口'],
  openFrom: '09:30',
  openUntil: '18:30',
  holidays: [
    { name: '元日', byMonth: [1], byMonthDay: [1, 2, 3] },
    { name: '海の日', byMonth: [7], byDay: [{ offset: 3, dayOfWeek: 'Monday' }] },
  ],
  vacation: '夏季休業',
}

const brazilian: Locale = {
  country: 'BR',
  families: ['São Jorge', 'Conceição', 'Araújo', 'Boa Vista', 'Guimarães', 'Três Irmãos'],
  trades: ['Padaria', 'Clínica', 'Transportadora', 'Farmácia', 'Escola', 'Construtora'],
  company: (family, trade) => `${trade} ${family} Ltda.`,
  regions: [
    {
      name: 'Sudeste',
      cities: [
        { name: 'São Paulo', timeZoneId: 'America/Sao_Paulo' },
        { name: 'Vitória', timeZoneId: 'E. South America Standard Time' },
      ],
    },
    {
      name: 'Amazônia',
      cities: [
        { name: 'Manaus', timeZoneId: 'America/Manaus' },
        { name: 'Belém', timeZoneId: 'America/Belem' },
      ],
    },
    {
      name: 'Nordeste',
      cities: [
        { name: 'Recife', timeZoneId: 'America/Recife' },
        { name: 'Fortaleza', timeZoneId: 'America/Fortaleza' },
      ],
    },
  ],
  branch: (city) => `Unidade ${city}`,
  departments: ['Vendas', 'Cobrança', 'Recepção', 'Atendimento ao cliente', 'Logística'],
  teams: ['Equipe manhã', 'Equipe noite', 'Agendamentos'],
  desks: ['Balcão', 'Ramal 31', 'Ramal 32', 'Plantão'],
  openFrom: '08:00',
  openUntil: '18:00',
  holidays: [
    { name: 'Dia do Trabalho', ...labourDay },
    { name: 'Independência', byMonth: [9], byMonthDay: [7] },
    { name: 'Natal', ...christmas },
  ],
  vacation: 'Férias coletivas',
}

export const locales: readonly Locale[] = [american, british, german, turkish, french, japanese, brazilian]

/** Companies whose names try the patience of a search field. */
export const unusualCompanies: readonly string[] = [
  '100% Natural_Foods 🌿',
  'Gasthof "Zum weißen Roß"',
  "L'Été d'Ailleurs – Café ☕",
  '50 % Off_Outlet',
  'İpek & Işıl Kuaför 💇',
  'snake_case Software',
  'Rock ’n’ Roll Records 🎸',
  'ÄRZTEHAUS STRASSE DES 17. JUNI',
  'Ærø Færgeselskab',
  "The Queen's Head; Rooms/Bar",
  'Пекарня «Колобок»',
  'مطبعة النور',
]

export const accountNames: readonly string[] = [
  'Northwind Voice',
  'Northwind Voice – Partners',
  'Hansa Telefonie',
  'Hansa Telefonie Süd',
  'Hansa Telefonie Süd – Großkunden',
  'Boğaziçi İletişim',
  'Clearline Telecom',
  "Clearline's Resellers",
  'Sakura Voice 🌸',
  'Maré Comunicações',
  'Étoile Télécom',
  'Lakeshore 100% Cloud',
]

export const tagWords: readonly { readonly name: string; readonly color: TagColorInfo }[] = [
  { name: 'VIP', color: 'Gold' },
  { name: 'New in 2026', color: 'Green' },
  { name: 'Healthcare', color: 'Cyan' },
  { name: 'Late payer', color: 'Red' },
  { name: '24/7', color: 'Purple' },
  { name: 'Renewal due', color: 'Orange' },
  { name: 'Pilot: AI assistant', color: 'GeekBlue' },
  { name: 'Porting numbers', color: 'Blue' },
  { name: 'Non-profit', color: 'Lime' },
  { name: 'Franchise', color: 'Volcano' },
  { name: 'Großkunde', color: 'Magenta' },
  { name: "Sarah's list", color: 'Blue' },
]

export const userNames: readonly string[] = [
  'anna.schmidt',
  'ben.carter',
  'elif.yilmaz',
  'haruto.sato',
  'import',
  'marie.lefevre',
  'provisioning',
  'siobhan.obrien',
]

export const segments: readonly string[] = ['Small business', 'Mid-market', 'Enterprise', 'Public sector']
export const people: readonly string[] = [
  'Zoë Becker',
  'Liam O’Connor',
  'Ayşe Kaya',
  '田中 結衣',
  'Inês Rocha',
  'Sam Lee',
]
export const integrations: readonly string[] = ['hubspot', 'salesforce', 'zendesk', 'pipedrive']
export const themes: readonly string[] = ['teal', 'purple', 'orange', 'blue', 'pink']
