package profile

import "sitrep/generator/report"

// ics209 is the status summary of an incident.
func ics209() Profile {
	return Profile{
		ID: report.ICS209, Name: "Incident status summary", Purpose: "an incident under one command: status, casualties, threats, plans, resources",
		After:  "form ICS 209: initial, update or final; the operational period; who prepared and who approved it; then its blocks",
		Phased: true,
		Fields: []string{"incidents", "series", "number", "phase", "period", "figures", "prepared_by", "authorized_by"},
		Sections: []Section{
			{Level: 2, En: Wording{"Significant events", "What happened in this period, with the hour. The present size or area, and how much of it is contained.", []string{"Current situation", "Situation", "Incident status"}},
				Uk: Wording{"Важливі події", "Що сталося за цей період, із годиною. Теперішній розмір чи площа і скільки локалізовано.", []string{"Поточна ситуація", "Ситуація"}},
				Ar: Wording{"الأحداث المهمة", "ما حدث خلال هذه الفترة مع الساعة. الحجم أو المساحة الحالية، وكم جرت السيطرة عليه.", []string{"الوضع الحالي", "الوضع"}}},
			{Level: 2, En: Wording{"Casualties", "Responders and the public apart: dead, hurt, missing, evacuated. This period, and in all.", []string{"Casualties and illnesses", "Public and responder status", "Life safety"}},
				Uk: Wording{"Постраждалі", "Рятувальники й населення окремо: загиблі, поранені, зниклі, евакуйовані. За період і загалом.", []string{"Жертви", "Втрати"}},
				Ar: Wording{"الضحايا", "المستجيبون والجمهور كلٌّ على حدة: القتلى والجرحى والمفقودون والمُجلَون. خلال الفترة وإجمالًا.", []string{"الإصابات", "الخسائر البشرية"}}},
			{Level: 2, En: Wording{"Damage and threats", "Buildings and services damaged or threatened; dangerous goods; what is in the way of it.", []string{"Damage", "Threats", "Threats and damage", "Damage assessment"}},
				Uk: Wording{"Пошкодження і загрози", "Що пошкоджено або під загрозою: будівлі, служби; небезпечні речовини.", []string{"Пошкодження", "Загрози", "Загрози і пошкодження"}},
				Ar: Wording{"الأضرار والتهديدات", "المباني والخدمات المتضررة أو المهددة؛ المواد الخطرة؛ ما يقع في طريق الخطر.", []string{"الأضرار", "التهديدات"}}},
			{Level: 2, Optional: true, En: Wording{"Weather", "Now and in the next period, as far as it matters.", []string{"Weather concerns"}},
				Uk: Wording{"Погода", "Зараз і в наступному періоді, якщо це важливо.", nil},
				Ar: Wording{"الطقس", "الآن وفي الفترة القادمة، بقدر ما يهم.", nil}},
			{Level: 2, En: Wording{"Planned actions", "Objectives of the next period, in order.", []string{"Objectives", "Next operational period", "Strategic objectives"}},
				Uk: Wording{"Заплановані дії", "Цілі наступного періоду за порядком.", []string{"Плани", "Цілі", "Наступний період"}},
				Ar: Wording{"الإجراءات المخطط لها", "أهداف الفترة القادمة بالترتيب.", []string{"الأهداف", "الخطط"}}},
			{Level: 2, En: Wording{"Projected activity", "What is expected in 12, 24, 48 and 72 hours. If a size or a count was lowered, say why.", []string{"Projection", "Outlook", "Projected incident activity"}},
				Uk: Wording{"Очікуваний розвиток", "Що очікується за 12, 24, 48 і 72 години. Якщо розмір чи число зменшено, поясніть чому.", []string{"Прогноз", "Перспектива"}},
				Ar: Wording{"التطور المتوقع", "ما يُتوقع خلال 12 و24 و48 و72 ساعة. إذا خُفّض حجم أو عدد فاشرح السبب.", []string{"التوقعات"}}},
			{Level: 2, En: Wording{"Resources", "Who is there: by agency, crews, people, vehicles. What is needed most.", []string{"Resource commitment", "Resources committed", "Critical resource needs"}},
				Uk: Wording{"Сили та засоби", "Хто працює: за службами, екіпажі, люди, техніка. Що найпотрібніше.", []string{"Ресурси"}},
				Ar: Wording{"الموارد", "من هناك: حسب الجهة، الفرق والأفراد والمركبات. وما أشدّ الحاجة إليه.", []string{"الموارد الملتزم بها"}}},
			{Level: 2, Optional: true, En: Wording{"Remarks", "What fits nowhere else; what was corrected since the last report.", nil},
				Uk: Wording{"Примітки", "Що не підходить деінде; що виправлено від минулого звіту.", nil},
				Ar: Wording{"ملاحظات", "ما لا مكان له أعلاه؛ وما صُحّح منذ التقرير السابق.", nil}},
		},
	}
}
