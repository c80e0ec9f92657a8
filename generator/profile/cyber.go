package profile

import "sitrep/generator/report"

// cyber is the report on an incident in computers.
func cyber() Profile {
	return Profile{
		ID: report.Cyber, Name: "Cyber incident", Purpose: "a vulnerability or an attack: what is affected, how to tell, what to do",
		After:  "case files and advisories of incident response teams: a marking, a timeline, and versions that say what was changed (CSAF)",
		Fields: []string{"incidents", "severity", "tlp", "cutoff", "events", "contacts"},
		Sections: []Section{
			{Level: 2, En: Wording{"What happened", "Three sentences that a manager understands.", []string{"Summary", "Situation"}},
				Uk: Wording{"Що сталося", "Три речення, зрозумілі керівникові.", []string{"Стислий огляд", "Ситуація"}},
				Ar: Wording{"ماذا حدث", "ثلاث جمل يفهمها المدير.", []string{"ما حدث", "ملخص", "الوضع"}}},
			{Level: 2, En: Wording{"What is affected", "Products and versions, systems, whose they are. What is known not to be affected?", []string{"Affected", "Affected systems", "Affected products", "Scope"}},
				Uk: Wording{"Що уражено", "Продукти й версії, системи, чиї вони. Що точно не уражено?", []string{"Уражені системи", "Уражені продукти"}},
				Ar: Wording{"ما المتأثر", "المنتجات وإصداراتها، والأنظمة، ولمن هي. وما المعروف أنه غير متأثر؟", []string{"الأنظمة المتأثرة", "المنتجات المتأثرة", "ما تأثر"}}},
			{Level: 2, En: Wording{"Impact", "What does not work, what was read or changed, for how many people.", []string{"Consequences"}},
				Uk: Wording{"Наслідки", "Що не працює, що прочитано чи змінено, для скількох людей.", []string{"Вплив"}},
				Ar: Wording{"الأثر", "ما الذي لا يعمل، وما الذي قُرئ أو غُيّر، ولكم شخصًا.", []string{"التأثير", "العواقب"}}},
			{Level: 2, En: Wording{"What to do", "First what helps now, then the lasting cure. Who can do it?", []string{"Mitigation", "Remediation", "Recommendations", "Recommended actions"}},
				Uk: Wording{"Що робити", "Спершу те, що допоможе зараз, потім остаточне усунення. Хто це може зробити?", []string{"Рекомендації", "Усунення"}},
				Ar: Wording{"ما العمل", "أولًا ما يفيد الآن، ثم الحل الدائم. ومن يستطيع ذلك؟", []string{"ما ينبغي فعله", "التوصيات", "المعالجة"}}},
			{Level: 2, En: Wording{"How to tell", "Indicators of compromise, with when and where each was seen. Check that the marking of the report allows them.", []string{"Indicators", "Indicators of compromise", "Detection", "IoC", "IOCs"}},
				Uk: Wording{"Як виявити", "Індикатори компрометації, коли й де кожен бачили. Чи дозволяє їх позначка звіту?", []string{"Індикатори", "Індикатори компрометації", "Виявлення"}},
				Ar: Wording{"كيف تكتشف", "مؤشرات الاختراق، ومتى وأين رُصد كل منها. تأكد أن تصنيف التقرير يسمح بها.", []string{"المؤشرات", "مؤشرات الاختراق", "الكشف"}}},
			{Level: 2, En: Wording{"Response", "Who was told and when, what they answered, what is under way.", []string{"Response so far", "Actions taken", "Status"}},
				Uk: Wording{"Реагування", "Кого і коли повідомлено, що відповіли, що робиться.", []string{"Вжиті заходи", "Стан"}},
				Ar: Wording{"الاستجابة", "من أُبلغ ومتى، وماذا أجاب، وما الجاري الآن.", []string{"الإجراءات المتخذة", "الحالة"}}},
			{Level: 2, En: Wording{"What is not known", "Who, how they came in, whether they are still there.", []string{"Not known", "Unknowns", "Open questions"}},
				Uk: Wording{"Що невідомо", "Хто, як увійшли, чи вони ще там.", []string{"Невідомо", "Відкриті питання"}},
				Ar: Wording{"ما هو غير معروف", "من، وكيف دخلوا، وهل ما زالوا هناك.", []string{"غير معروف", "أسئلة مفتوحة", "ما لا نعرفه"}}},
		},
	}
}
