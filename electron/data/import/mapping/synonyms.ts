/**
 * How systems call what a field holds, in English and Chinese and a few other languages: names that say it outright, and
 * names that may mean it. All as `headerWords` writes them.
 */
import type { RecordKind } from "../../../../shared/domain/record-kinds.ts";

export interface Names {
  /** In the order in which they are preferred. */
  readonly sure: ReadonlyMap<string, number>;
  readonly maybe: ReadonlyMap<string, number>;
}

const ranked = (list: string): ReadonlyMap<string, number> =>
  new Map(
    list
      .split("|")
      .filter((name) => name !== "")
      .map((name, rank) => [name, rank]),
  );
const names = (sure: string, maybe = ""): Names => ({ sure: ranked(sure), maybe: ranked(maybe) });

const filmKey = names(
  "film id|filmid|movie id|movieid|film code|movie code|title id|film key|film no|film number|film nr|item id|content id|影片编号|影片编码|影片代码|影片id|电影id|电影编号|片码|tconst|movie key|rotten tomatoes link|letterboxd uri|film uri",
  "film|movie|item|title code|event id|event code|id|production id|product id|sku|asin|影片|电影",
);
const filmTitle = names(
  "title|film|movie|film title|movie title|film name|movie name|event name|feature|影片|片名|影片名称|影片名|电影|电影名|电影名称|中文片名|titel|titre|título|titulo|película|filmtitel|primary title|show name",
  "name|event|production|item|internal event name|名称|content title|program|programme|剧名",
);
const filmYear = names("year|film year|movie year|release year|年份|年代|上映年份|start year|jahr|année", "");
const filmRuntime = names(
  "runtime|running time|duration|length|runtime minutes|片长|时长|laufzeit|durée",
  "minutes|mins|runtime mins",
);
const filmGenres = names("genre|genres|类型|影片类型|类别|category genre", "category|categories");
const imdbId = names("imdb id|imdb|imdbid|tconst|const|imdb title id|imdb url", "");
const tmdbId = names("tmdb id|tmdb|tmdbid|the movie db id", "");
const member = names(
  "user id|userid|user|member id|memberid|member|customer id|customerid|customer|client id|patron id|patron|loyalty id|loyalty no|loyalty number|loyalty card|card no|card number|card id|membership no|membership number|membership id|account id|viewer id|reviewer id|person id|profile id|subscriber id|guest id|cust id|会员号|会员编号|会员id|会员卡号|会员|用户id|用户|用户编号|顾客编号|顾客|kundennummer|user md5|user hash|viewer key|member key",
  "account|viewer|reviewer|critic name|reviewer name|author name|profile name|author|author id|user name|username|critic|subscriber|uid|观众|作者|用户名|昵称|profile",
);
const at = names(
  "timestamp|rating time|rating timestamp|comment time|rated at|created at|created|date rated|rating date|watched date|watched at|visit date|purchase date|transaction date|transaction time|booked at|viewed at|review date|posted at|posted|published at|published|评分时间|评论时间|观看时间|观影时间|观影日期|观看日期|评分日期|评论日期|购票时间|购票日期|消费时间|消费日期|发布时间|发布日期|unix review time|review time|datum",
  "date|time|datetime|date time|at|when|start time|started at|day|event date|show date|日期|时间|updated at|start date",
);

const reference = {
  film: filmKey,
  filmTitle,
  filmYear,
  filmRuntime: names("film runtime|movie runtime|feature runtime|runtime|running time|片长", ""),
  filmGenres,
  filmImdbId: imdbId,
  filmTmdbId: tmdbId,
};

export const synonyms: Readonly<Record<RecordKind, Readonly<Record<string, Names>>>> = {
  films: {
    key: names(`${[...filmKey.sure.keys()].join("|")}|id`, [...filmKey.maybe.keys()].join("|")),
    title: filmTitle,
    titleZh: names("title zh|chinese title|中文片名|中文名|中文标题|title cn", ""),
    originalTitle: names("original title|原名|原片名|外文片名|originaltitle|英文片名", ""),
    year: filmYear,
    releaseDate: names(
      "release date|released|premiere|premiere date|上映日期|首映日期|公映日期|上映时间|released on|opening date|release",
      "date released|datum|date",
    ),
    runtime: filmRuntime,
    certificate: names(
      "certificate|certification|mpaa|mpaa rating|content rating|age rating|rated|分级|fsk|kijkwijzer",
      "classification",
    ),
    language: names(
      "language|original language|spoken language|语言|对白语言|sprache|langue",
      "spoken languages|languages|lang",
    ),
    country: names(
      "country|countries|production country|production countries|国家|地区|国家 地区|regions|制片国家|制片国家 地区|origin|country of origin|land|pays",
      "region",
    ),
    genres: filmGenres,
    keywords: names("keywords|keyword|plot keywords|关键词|tags", "tag|标签"),
    directors: names("director|directors|directed by|导演|regie|réalisateur", ""),
    writers: names("writer|writers|screenplay|written by|编剧", ""),
    cast: names("cast|actors|stars|starring|主演|演员|actor|主要演员", ""),
    producers: names("producer|producers|制片人|监制", ""),
    people: names("crew|credits|people", ""),
    synopsis: names(
      "synopsis|overview|plot|description|summary|storyline|logline|简介|剧情|剧情简介|内容简介|plot summary",
      "",
    ),
    synopsisZh: names("synopsis zh|中文简介", ""),
    studio: names(
      "studio|production company|production companies|出品公司|制片公司|制作公司|出品",
      "company",
    ),
    distributor: names("distributor|distribution|发行|发行公司|发行方|verleih", ""),
    series: names(
      "series|film series|movie series|franchise|belongs to collection|belongs to collection name|系列|电影系列",
      "collection|saga",
    ),
    seriesZh: names("series zh|chinese series|中文系列|中文系列名|系列中文名|系列中文", ""),
    formats: names("format|formats|制式|版本|放映制式", "version"),
    audio: names("audio|audio language|dub|配音", ""),
    subtitles: names("subtitles|subtitle language|字幕", ""),
    imdbId,
    tmdbId,
    eidr: names("eidr|eidr id", ""),
    budget: names("budget|production budget|预算|制作成本|成本", ""),
    revenue: names(
      "revenue|box office|worldwide gross|lifetime gross|total gross|gross|票房|总票房|累计票房",
      "gross total",
    ),
    voteAverage: names(
      "vote average|average rating|imdb rating|douban score|豆瓣评分|avg rating|imdb score|rating average|mean rating|averagerating|tmdb rating",
      "rating|score|评分",
    ),
    voteCount: names(
      "vote count|num votes|votes|number of votes|rating count|numvotes|评分人数|评价人数|num ratings",
      "",
    ),
  },
  members: {
    key: member,
    joined: names(
      "joined|join date|signup date|sign up date|registered|registration date|member since|created at|注册时间|注册日期|入会日期|入会时间",
      "created|start date",
    ),
    ageBand: names("age|age band|age group|age range|年龄|年龄段|alter", ""),
    gender: names("gender|sex|性别|geschlecht", ""),
    occupation: names("occupation|job|profession|职业", "job title"),
    area: names(
      "zip|zip code|zipcode|postcode|postal code|post code|plz|city|area|region|邮编|邮政编码|城市|地区|所在城市|所在地",
      "location|state|province|county|省份",
    ),
    name: names(
      "name|full name|first name|last name|surname|given name|family name|姓名|真实姓名|名字",
      "display name",
    ),
    email: names("email|e mail|email address|mail|邮箱|电子邮件|电子邮箱", ""),
    phone: names(
      "phone|mobile|telephone|tel|phone number|mobile number|手机|手机号|电话|联系电话|手机号码",
      "",
    ),
    address: names("address|street|street address|home address|地址|住址|详细地址", ""),
  },
  interactions: {
    member,
    ...reference,
    rating: names(
      "rating|score|stars|your rating|user rating|grade|star rating|评分|打分|星级|用户评分|评级|bewertung|note",
      "rate|vote|value|mark",
    ),
    tickets: names(
      "tickets|quantity|qty|ticket count|no of tickets|number of tickets|张数|票数|购票数|购票张数|seats booked|admits",
      "count|number|seats|数量",
    ),
    watched: names(
      "minutes watched|watch time|watched minutes|watch minutes|view minutes|viewing time|watch duration|view duration|观看时长|观看分钟|seconds watched",
      "minutes|duration|viewed",
    ),
    completion: names(
      "completion|completion rate|progress|percent watched|watched percent|完播率|观看进度|完成度|watched share|completed",
      "percent|percentage",
    ),
    at,
  },
  tags: { member, ...reference, text: names("tag|tag name|标签", "label|keyword"), at },
  showings: {
    ...reference,
    venue: names(
      "cinema|cinema name|cinema code|cinema id|theatre|theater|theatre name|theater name|theatre id|venue|venue name|venue id|site|site name|site id|site code|complex|影院|影院名称|影院编码|影院编号|影城|kino|cinéma|house",
      "location|branch|place|门店",
    ),
    screen: names(
      "screen|screen name|screen no|screen number|auditorium|hall|hall name|room|影厅|影厅名称|厅|厅号|saal|salle",
      "screen id",
    ),
    date: names(
      "date|business date|business day|show date|showing date|session date|event date|play date|screening date|performance date|日期|放映日期|营业日期|营业日|场次日期|datum",
      "day|time|datetime|date time|start|session|showtime|event time|show time|开场时间|放映时间|场次时间|观影日期",
    ),
    start: names(
      "start|start time|session time|showtime|screening time|performance time|begin|time|开场时间|放映时间|场次时间|开映时间|场次|uhrzeit|heure|beginn",
      "show time|event date|date|session|datetime|date time|event time|show date",
    ),
    showings: names(
      "showings|shows|sessions|screenings|performances|number of shows|show count|session count|场次|场次数|场数|放映场次|num shows|no of shows",
      "show time|plays",
    ),
    capacity: names(
      "capacity|seats|total seats|seat count|seating|available seats|number of seats|座位|座位数|总座位数|可售座位|可售座位数|plätze",
      "seating capacity|max",
    ),
    admissions: names(
      "admissions|attendance|attendees|admits|tickets sold|sold|sold tickets|audience|visitors|观影人次|人次|票数|售票数|出票数|出票|售票|观众人次|besucher|entrées",
      "quantity|qty|tickets|ticket use|guests|visits|pax|ticket count|人数|sales count|销量",
    ),
    gross: names(
      "gross|box office|sales|total sales|revenue|total revenue|gross revenue|amount|total amount|net sales|takings|票房|票房收入|收入|销售额|金额|总金额|umsatz|recettes",
      "total|price|value|net",
    ),
    price: names(
      "ticket price|item price|price|unit price|average price|avg price|face value|票价|均价|平均票价|单价",
      "",
    ),
    occupancy: names(
      "occupancy|occu perc|occupancy rate|occupancy percent|load factor|utilisation|utilization|上座率|fill rate|auslastung",
      "",
    ),
    part: names(
      "ticket type|price type|ticket category|ticket class|fare|price category|票种|票类|票型|票种类型|tariff",
      "type|category",
    ),
  },
  reviews: {
    key: names("review id|reviewid|comment id|post id|tweet id|评论id|评论编号", "id"),
    ...reference,
    venue: names("cinema|venue|theatre|theater|影院", ""),
    member,
    text: names(
      "text|review|review text|reviews|comment|comments|content|body|message|sentence|phrase|post|tweet|评论|影评|短评|评论内容|内容|正文|文本|review content|review body",
      "description|title and text|note|notes|opinion",
    ),
    rating: names("rating|score|stars|star rating|评分|打分|星级|review score|overall", ""),
    polarity: names(
      "sentiment|polarity|label|target|sentiment label|情感|情感倾向|情感标签|极性|is positive",
      "class|category|标签|y",
    ),
    language: names("language|lang|语言", ""),
    channel: names("channel|platform|review type|渠道|平台", "source|type"),
    at,
  },
  venues: {
    key: names("cinema id|cinema code|venue id|site id|theatre id|theater id|影院编码|影院编号", "id|code"),
    name: names(
      "cinema|cinema name|venue|venue name|theatre|theater|theatre name|site|site name|影院|影院名称|影城",
      "name|名称",
    ),
    nameZh: names("name zh|chinese name|中文名", ""),
    timeZone: names("time zone|timezone|tz|时区", ""),
    region: names("region|country|holiday region|地区|国家", "state|province|省份"),
  },
  screens: {
    venue: names("cinema|cinema name|venue|venue name|theatre|theater|site|影院|影院名称|影城", "location"),
    name: names("screen|screen name|auditorium|hall|hall name|room|影厅|影厅名称|厅", "name|名称"),
    capacity: names("capacity|seats|seat count|seating|座位数|座位|总座位数", ""),
    formats: names("format|formats|projection|制式|放映制式", "type"),
  },
  posters: {
    film: names("film id|movie id|key|film key", ""),
    filmTitle: names("title|film title", "name"),
    image: names("image|file|path|poster|picture", ""),
  },
};

/** Fields that only one kind is about: what makes a table that kind rather than another that it would also fill. */
export const telling: Readonly<Record<RecordKind, ReadonlySet<string>>> = {
  films: new Set([
    "genres",
    "directors",
    "cast",
    "runtime",
    "releaseDate",
    "synopsis",
    "originalTitle",
    "budget",
  ]),
  members: new Set(["ageBand", "gender", "occupation", "joined"]),
  interactions: new Set(["member", "rating", "tickets", "watched", "completion"]),
  tags: new Set(["member", "text"]),
  showings: new Set(["admissions", "venue", "capacity", "screen", "showings"]),
  reviews: new Set(["text", "polarity"]),
  venues: new Set(["timeZone"]),
  screens: new Set(["name", "capacity", "venue"]),
  posters: new Set(["image"]),
};
