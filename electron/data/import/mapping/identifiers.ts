/** Columns that tell who somebody is. They are left out unless somebody maps them on purpose. */
import { type ColumnProfile, nearlyAll, shareOf } from "./column-profile.ts";
import { headerWords } from "./header-words.ts";

const names =
  /^(?:(?:user|member|customer|guest|patron|client|contact) )?(?:e ?mail|e mail address|email address|mail|phone|phone number|mobile|mobile number|telephone|tel|first name|last name|full name|surname|given name|family name|street|street address|home address|postal address|address|date of birth|birth ?date|birth ?day|dob|ssn|passport|passport no|national id|ip|ip address|iban|credit card)$|^(?:姓名|真实姓名|手机|手机号|手机号码|电话|联系电话|邮箱|电子邮箱|电子邮件|身份证|身份证号|地址|住址|详细地址|生日|出生日期|收货地址)$/;
/** These name a person only where the rest of the table is about persons. */
const personNames = /^(?:name|(?:user|member|customer|guest|patron|client|contact) name|会员姓名|客户姓名)$/;

/** A card tells its holder; where it is how a table calls its members, it is their key and stands as a hash. */
const cards =
  /^(?:(?:user|member|customer|guest|patron|client|loyalty|membership|bonus|club) )*card(?: (?:no|nr|id|number|code))?$|^(?:loyalty|membership) (?:no|id|number|code)$|^(?:会员|积分|储值)?卡号?$/;

const email = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const phone =
  /^\+\d[\d\s().-]{7,}$|^00\d{1,3}[\s.-]\d[\d\s.-]{5,}$|^1[3-9]\d{9}$|^\(?0\d{1,4}\)?[\s.-]\d[\d\s.-]{5,}$/;

export const isDirectIdentifier = (column: ColumnProfile, aboutPersons: boolean): boolean => {
  const words = headerWords(column.name);
  if (names.test(words) || (aboutPersons && personNames.test(words))) return true;
  const sample = column.values.slice(0, 200);
  return (
    shareOf(sample, (value) => email.test(value)) >= nearlyAll ||
    shareOf(sample, (value) => phone.test(value)) >= nearlyAll
  );
};

/** What a column that fills no field tells of persons. */
export const isLeftOutIdentifier = (column: ColumnProfile): boolean =>
  isDirectIdentifier(column, true) || cards.test(headerWords(column.name));
