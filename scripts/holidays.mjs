/**
 * Writes assets/holidays.json, the calendars that venues may take over: `node scripts/holidays.mjs <folder of date-holidays>`,
 * the package unpacked anywhere (npm install --no-save date-holidays@3.37.0). Whole public holidays of a country; where a day
 * has two, the first; Great Britain's are England's. China's long weeks go on as its government has set them every year since 2008: through 7 October, and
 * through the sixth day of the lunar year.
 */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const regions = ["CN", "DE", "ES", "FR", "GB", "IT", "NL"];
const years = { from: 2010, to: 2040 };

/** Where the package has no Chinese, or traditional characters. */
const chinese = {
  "All Saints' Day": "诸圣节",
  "Armistice Day": "停战纪念日",
  "Ascension Day": "耶稣升天节",
  Assumption: "圣母升天节",
  "Bastille Day": "法国国庆日",
  "Boxing Day": "节礼日",
  "Christmas Day": "圣诞节",
  "Dragon Boat Festival": "端午节",
  "Día de la Constitución Española": "西班牙宪法日",
  "Early May bank holiday": "五月初银行假日",
  "Early May bank holiday (VE day)": "欧战胜利日银行假日",
  "Easter Monday": "复活节星期一",
  "Easter Sunday": "复活节",
  Epiphany: "主显节",
  "Fiesta Nacional de España": "西班牙国庆日",
  "Good Friday": "耶稣受难日",
  "Immaculate Conception": "圣母无染原罪节",
  "King Charles III's Coronation": "查尔斯三世加冕",
  "King's Day": "国王节",
  "Liberation Day": "解放日",
  "Liberation from Nazi-Fascism (1945)": "意大利解放日",
  "Mid-Autumn Festival": "中秋节",
  "National Day 2011": "意大利统一150周年",
  "National Day of Saint Francis of Assisi": "圣方济各日",
  "National Holiday": "国庆日",
  Pentecost: "圣灵降临节",
  "Qingming Festival": "清明节",
  "Queen Elizabeth's Funeral Day": "伊丽莎白二世国葬日",
  "Queen's Day": "女王节",
  "Queen’s Diamond Jubilee": "女王登基钻禧",
  "Queen’s Platinum Jubilee": "女王登基白金禧",
  "Reformation Day": "宗教改革日",
  "Republic Day": "意大利共和国日",
  "Spring bank holiday": "春季银行假日",
  "Summer bank holiday": "夏季银行假日",
  "Victory Day": "欧战胜利日",
  "Whit Monday": "圣灵降临节星期一",
};

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("name the folder of the package date-holidays");
const { default: Holidays } = await import(pathToFileURL(join(resolve(folder), "src/index.js")).href);

/** @param {string} date @param {number} days */
const later = (date, days) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const lunar = new Intl.DateTimeFormat("en-u-ca-chinese", {
  month: "numeric",
  day: "numeric",
  timeZone: "UTC",
});
/** @param {number} year */
const firstOfLunarYear = (year) => {
  let date = `${year}-01-20`;
  while (lunar.format(Date.parse(`${date}T00:00:00Z`)) !== "1/1") date = later(date, 1);
  return date;
};

/** @typedef {[date: string, name: string, nameZh: string]} Row */

/** @param {string} region @param {number} year @returns {Row[]} */
const holidaysOf = (region, year) => {
  /** @param {string} language */
  const read = (language) =>
    new Holidays(...(region === "GB" ? ["GB", "ENG"] : [region]), {
      languages: [language],
      types: ["public"],
    }).getHolidays(year);
  const inChinese = read("zh");
  /** @type {Row[]} */
  const rows = read("en").flatMap(
    (/** @type {any} */ { date, name, start, end }, /** @type {number} */ at) => {
      const plain = name.replace(/ \(substitute day\)$/, "");
      const words =
        chinese[/** @type {keyof typeof chinese} */ (plain)] ?? inChinese[at].name.replace(/ .*/, "");
      if (end - start < 86_400_000 || (region === "CN" && plain === "Spring Festival")) return [];
      return [[date.slice(0, 10), name, plain === name ? words : `${words}（补休）`]];
    },
  );
  if (region === "CN") {
    const first = firstOfLunarYear(year);
    if (year >= 2025) rows.push([later(first, -1), "Spring Festival Eve", "除夕"]);
    for (let day = 0; day < 6; day++) rows.push([later(first, day), "Spring Festival", "春节"]);
    for (let day = 4; day <= 7; day++) rows.push([`${year}-10-0${day}`, "National Day week", "国庆假期"]);
  }
  const seen = new Set();
  return rows.sort().filter(([date]) => !seen.has(date) && seen.add(date));
};

const calendars = Object.fromEntries(
  regions.map((region) => [
    region,
    Array.from({ length: years.to - years.from + 1 }, (_, at) => holidaysOf(region, years.from + at)).flat(),
  ]),
);
const source =
  "Made with date-holidays 3.37.0 (https://github.com/commenthol/date-holidays, ISC; its data CC BY 3.0, from Wikipedia and the sources it names), shortened and completed.";
const lines = Object.entries(calendars).map(
  ([region, rows]) =>
    `    "${region}": [\n${rows.map((row) => `      [${row.map((cell) => JSON.stringify(cell)).join(", ")}]`).join(",\n")}\n    ]`,
);
writeFileSync(
  new URL("../assets/holidays.json", import.meta.url),
  `{\n  "source": ${JSON.stringify(source)},\n  "calendars": {\n${lines.join(",\n")}\n  }\n}\n`,
);
