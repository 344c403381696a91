"""The names of months and of the days of the week, as some forty languages write them.

From the Unicode CLDR (https://cldr.unicode.org, Unicode License v3) as Babel 2.18 gives it: the wide and
the abbreviated names, as in a date and alone, brought to the form of `fold`. A name that two languages
give to different months is the larger one's: "listopada" is November, as in Polish, and not October, as
in Croatian. Days of the week that are not the same in all languages are left out.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_MONTHS: Final = (
    "ene enero gen gener gennaio ian ianuarie jaan jaanuar jaen jan janar janeiro janner januar "
    "januara januari january janv janvaris janvier led leden ledna oca ocak saus sausio sausis sij "
    "sijecanj sijecnja sty styczen stycznia tammi tammikuu tammikuuta urt urtarrila xan xaneiro yan "
    "yanvar ιαν ιανουαριοσ ιανουαριου сту студзень студзеня січ січень січня янв январь января яну "
    "януари јан јануар јануари қаң қаңтар հնվ հունվար հունվարի ינואר ינו׳ جانفي جنوری يناير ژانویه "
    "जनवरी जन॰ जाने जानेवारी জানু জানুযারী ஜன ஜனவரி జన జనవరి มกราคม იან იანვარი",
    "feb febbraio febr febreiro febrer febrero februar februara februari februarie februaris february "
    "fev fevereiro fevr fevral fevrier helmi helmikuu helmikuuta lut lutego luty ots otsaila peb "
    "pebrero shk shkurt sub subat uno unor unora vas vasario vasaris veebr veebruar velj veljaca "
    "veljace φεβ φεβρουαριοσ φεβρουαριου ақп ақпан лют лютага лютии лютого люты феб фебруар фев февр "
    "февраль февраля февруари փետրվար փետրվարի փտվ פברואר פבר׳ شباط فبراير فروری فوریه فيفري फरवरी "
    "फर॰ फेबरु फेबरुवारी ফেব ফেবরুযারী பிப பிபரவரி ఫిబర ఫిబరవరి กมภาพันธ์ თებ თებერვალი",
    "bre brezen brezna kov kovas kovo maalis maaliskuu maaliskuuta maart mac machi maerz mar marc "
    "marca march marcius marco marec maret mars marso mart martie marts martxoa marz marzec marzo mrt "
    "mrz ozu ozujak ozujka μαρ μαρτιοσ μαρτιου бер березень березня мар март марта нау наурыз сак "
    "сакавік сакавіка մարտ մարտի մրտ מרץ اذار مارس مارچ मारच মারচ மார மாரச మారచి มีนาคม მარ მარტი",
    "abr abril api apirila apr aprel april aprila aprile aprili aprilie aprilis aprill avr avril bal "
    "balandis balandzio dub duben dubna huhti huhtikuu huhtikuuta kwi kwiecien kwietnia nis nisan pri "
    "prill tra travanj travnja απρ απριλιοσ απριλιου апр апрель апреля април квіт квітень квітня кра "
    "красавік красавіка сәу сәуір ապր ապրիլ ապրիլի אפריל אפר׳ ابريل افريل اوریل اپریل نيسان अपरैल "
    "एपरि एपरिल এপরি এপরিল ஏப ஏபரல ఏపరి ఏపరిల เมษายน აპრ აპრილი",
    "geg geguze geguzes kve kveten kvetna mag maggio mai maiatza maig maijs maio maj maja majus may "
    "mayis mayo mei svi svibanj svibnja touko toukokuu toukokuuta μαι μαιοσ μαιου маи мам мамыр мая "
    "мај трав травень травня մայիս մայիսի մյս מאי ايار ماي مايو مه ميی मई मे মে மே మే พฤษภาคม მაი "
    "მაისი",
    "birz birzelio birzelis cerven cervna cvn cze czerwca czerwiec eka ekaina giu giugno haz haziran "
    "hun hunyo iun iunie iyn iyun juin jun juna june junho juni junij junijs junio junius juny juuni "
    "kesa kesakuu kesakuuta lipanj lipnja qer qershor xuno ιουν ιουνιοσ ιουνιου июн июнь июня мау "
    "маусым черв червень червня чэр чэрвень чэрвеня юни јун јуни հնս հունիս հունիսի יוני جوان جون "
    "حزيران يونيو ژوين जून জুন ஜூன జూన มิถนายน ივნ ივნისი",
    "cervence cervenec cvc heina heinakuu heinakuuta hul hulyo iul iulie iyl iyul juil juillet jul "
    "jula julai julho juli julij julijs julio juliol julius july juuli korr korrik liep liepa liepos "
    "lip lipca lipiec lug luglio srpanj srpnja tem temmuz uzt uztaila xul xullo ιουλ ιουλιοσ ιουλιου "
    "июл июль июля лип липень липня ліп ліпень ліпеня шіл шілде юли јул јули հլս հուլիս հուլիսի יולי "
    "تموز جولايی جويلية يوليو يوليوز ژويیه जुलाई जुलै जुल॰ জুল জুলাই ஜூலை జులె กรกฎาคม ივლ ივლისი",
    "abu abuztua ag ago agost agosti agosto agu agust agustos agustus aout aug august augusta augusti "
    "augusts augustus augusztus avg avgust avq avqust elo elokuu elokuuta gush gusht kol kolovoz "
    "kolovoza ogo ogos rugp rugpjucio rugpjutis sie sierpien sierpnia srp srpen srpna αυγ αυγουστοσ "
    "αυγουστου авг август августа жні жнівень жніуня серп серпень серпня там тамыз օգոստոս օգոստոսի "
    "օգս אוגוסט אוג׳ اب اغسطس اوت اگست غشت अगसत अग॰ ऑग ऑगसट আগ আগসট ஆக ஆகஸட ఆగ ఆగసటు สิงหาคม აგვ "
    "აგვისტო",
    "eyl eylul ira iraila rugs rugsejis rugsejo ruj rujan rujna sen sentyabr sep sept septemba "
    "septembar september septembra septembre septembrie septembris septiembre set setembre setembro "
    "settembre setyembre sht shtator syys syyskuu syyskuuta szept szeptember wrz wrzesien wrzesnia "
    "zar zari σεπ σεπτεμβριοσ σεπτεμβριου вер верасень верасня вересень вересня сент сентябрь "
    "сентября сеп септембар септември қыр қыркүиек սեպ սեպտեմբեր սեպտեմբերի ספטמבר ספט׳ ايلول سبتمبر "
    "ستمبر سپتامبر شتنبر सपटें सपटेंबर सितंबर सित॰ সেপ সেপটেমবর செப செபடமபர సెపటెం సెపటెంబర กันยายน "
    "სექ სექტემბერი",
    "eki ekim loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktoba oktobar oktober "
    "oktobra oktobris oktoober oktubre oktyabr ott ottobre out outubro paz pazdziernik pazdziernika "
    "rij rijen rijna spal spalio spalis tet tetor urr urria οκτ οκτωβριοσ οκτωβριου жовт жовтень "
    "жовтня кас кастрычнік кастрычніка окт октобар октомври октябрь октября қаз қазан հոկ հոկտեմբեր "
    "հոկտեմբերի אוקטובר אוק׳ اكتوبر اکتبر اکتوبر अकटूबर अकटू॰ ऑकटो ऑकटोबर অকটো অকটোবর அக அகடோபர "
    "అకటో అకటోబర ตลาคม ოქტ ოქტომბერი",
    "aza azaroa kas kasim lapkr lapkricio lapkritis lis listopad listopada listopadu marras marraskuu "
    "marraskuuta nen nentor nob nobyembre noiembrie nov novemba novembar november novembra novembre "
    "novembris novembro noviembre noy noyabr stu studeni studenoga νοε νοεμβριοσ νοεμβριου лист "
    "листопад листопада ліс лістапад лістапада нов новембар ное ноември нояб ноябрь ноября қар қараша "
    "նոյ նոյեմբեր նոյեմբերի נובמבר נוב׳ نوامبر نوفمبر نومبر نونبر नवंबर नव॰ नोवहें नोवहेंबर নভে "
    "নভেমবর நவ நவமபர నవం నవంబర พฤศจิกายน ნოე ნოემბერი",
    "abe abendua ara aralik dec decembar december decembra decembre decembrie decembris decembro dek "
    "dekabr des desemba desember desembre dets detsember dez dezember dezembro dhj dhjetor dic "
    "dicembre diciembre dis disember disyembre gru grudnia grudzien gruod gruodis gruodzio joulu "
    "joulukuu joulukuuta pro prosinac prosinca prosince prosinec δεκ δεκεμβριοσ δεκεμβριου груд "
    "грудень грудня дек декабрь декабря декември дец децембар жел желтоқсан сне снежань снежня դեկ "
    "դեկտեմբեր դեկտեմբերի דצמבר דצמ׳ دجنبر دسامبر دسمبر ديسمبر डिसें डिसेंबर दिसंबर दिस॰ ডিসে ডিসেমবর "
    "டிச டிசமபர డిసెం డిసెంబర ธันวาคม დეკ დეკემბერი",
)

_WEEKDAYS: Final = (
    "al astelehena dilluns dl esmaspaev hen hetfo isn isnin jumatatu lun lundi lunedi lunes luni luns "
    "ma maanantai maanantaina maandag man mandag manudagur mo mon monday montag pazartesi pirmadienis "
    "pirmd pirmdiena po pon pondeli pondelok ponedeljak ponedeljek ponedjeljak pr pzt seg senin "
    "poniedziałek δευ δευτερα дс дүисенбі панядзелак пн пон понеделник понедельник понедељак "
    "понеділок երկ երկուշաբթի الاثنين دوشنبه پیر सोम सोमवार সোম সোমবার திங திஙகள సోమ సోమవారం "
    "วันจันทร์ ორშ ორშაბათი",
    "an antradienis ar asteartea di dienstag dimarts dinsdag dt jumanne kedd mardi martedi martes "
    "marti otrd otrdiena sal sali sel selasa teisipaev ter ti tiistai tiistaina tir tirs tirsdag tis "
    "tisdag torek tue tuesday ut utery uto utorak utorok wt wtorek þri þriðjudagur τρι τριτη ау "
    "ауторак вт вто вторник вівторок сеисенбі сс уто уторак երեքշաբթի երք الثلاثاء سهشنبه منگل मंगल "
    "मंगलवार मंगळ मंगळवार মঙগল মঙগলবার செவ செவவாய మంగళ మంగళవారం วันอังคาร სამ სამშაბათი",
    "asteazkena az car carsamba dc dimecres jumatano ke keskiviikko keskiviikkona kolmapaev mer "
    "mercoledi mercores mercredi mi mie miercoles miercuri mittwoch miy miyerkules ons onsdag qua rab "
    "rabu sr sre sreda sri srijeda sroda streda sze szerda tr treciadienis tresd tresdiena wed "
    "wednesday wo woensdag cərsənbə mið miðvikudagur τετ τεταρτη серада середа ср сре среда сряда "
    "сәрсенбі չորեքշաբթի չրք الاربعاء بدھ چهارشنبه बुध बुधवार বুধ বুধবার புத புதன బుధ బుధవారం วันพธ "
    "ოთხ ოთხშაბათი",
    "alhamisi cet cetrtek ceturtd ceturtdiena cetvrtak cs csutortok ct ctvrtek czw czwartek dijous dj "
    "do donderdag donnerstag enj fim fimmtudagur gio giovedi huw huwebes jeu jeudi joi jue jueves kam "
    "kamis ketvirtadienis kha khamis kt neljapaev og osteguna per persembe qui stvrtok thu thursday "
    "to tors torsdag torstai torstaina xov xoves πεμ πεμπτη беисенбі бс чацвер чет четвер четверг "
    "четвртак четврток четвъртък чт чц հինգշաբթի հնգ الخميس جمعرات پنجشنبه गुरु गुरुवार বৃহসপতি "
    "বৃহসপতিবার வியா வியாழன గురు గురువారం พฤ วันพฤหัสบดี ხუთ ხუთშაბათი",
    "biy biyernes cum cuma divendres dv fos fostudagur fr fre fredag freitag fri friday ijumaa jum "
    "jumaat jumat or ostirala pa patek pe penktadienis pentek perjantai perjantaina pet petak petek "
    "pi piatek piatok piektd piektdiena pn pre pt reede sex ven vendredi venerdi venres vie viernes "
    "vin vineri vr vrijdag cumə παρ παρασκευη жм жұма пʼятниця пет петак петок петък пт пятница "
    "пятніца ուր ուրբաթ الجمعة جمعه جمعہ शुकर शुकरवार শুকর শুকরবার வெள வெளளி శుకర శుకరవారం วันศกร์ "
    "პარ პარასკევი",
    "cmt cumartesi dissabte ds jumamosi la larunbata lau lauantai lauantaina laugardagur laupaev lor "
    "lordag lr sa sab sabado sabato sabtu sam sambata samedi samstag sat saturday sestadienis sestd "
    "sestdiena sob sobota subota szo szombat za zaterdag lør lørdag sənbə σαβ σαββατο саб сабота сб "
    "сенбі суб суббота субота събота շաբաթ շբթ שבת السبت شنبه ہفتہ शनि शनिवार শনি শনিবার சனி శని "
    "శనివారం วันเสาร์ შაბ შაბათი",
    "ahad ahd bazar cn dg die dim dimanche diumenge dom domenica domingo dum duminica ig igandea "
    "jumapili lin linggo min minggu ne ned nedela nedele nedelja nedjelja niedz niedziela pazar "
    "puhapaev sekmadienis sk son sondag sonntag su sun sunday sunnudagur sunnuntai svetd svetdiena "
    "vasarnap zo zondag søn søndag κυρ κυριακη воскресенье вс жексенбі жс нд нед недела неделя недеља "
    "неділя нядзеля կիր կիրակի اتوار الاحد یکشنبه रवि रविवार রবি রবিবার ஞாயி ஞாயிறு ఆది ఆదివారం "
    "วันอาทิตย์ อา კვი კვირა",
)

PHRASES: Final = {
    "كانون الثاني": "يناير",
    "تشرين الاول": "اكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الاول": "ديسمبر",
}
"""Names of two words, after `fold`, and those of one word for them."""

_THAI: Final = "มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค".split()
"""The Thai abbreviations without their full stops."""


def fold(text: str) -> str:
    """A text without its case and its accents: "Décembre" and "DECEMBRE" are one."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part)))


MONTHS: Final = {
    fold(name): number
    for names in (_MONTHS, tuple(_THAI))
    for number, row in enumerate(names, start=1)
    for name in row.split()
}
"""The number of each month by its folded names, from 1."""

WEEKDAYS: Final = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
"""The number of each day of the week by its folded names, Monday being 0."""
