package profile

import "sitrep/generator/report"

// whoDON is the notice of an outbreak.
func whoDON() Profile {
	return Profile{
		ID: report.WHODON, Name: "Outbreak notice", Purpose: "an outbreak: cases, what is done, how great the risk is, what to do",
		After:  "the Disease Outbreak News of WHO: its seven sections, in their order",
		Fields: []string{"incidents", "cutoff", "figures", "sources"},
		Sections: []Section{
			{Level: 2, En: Wording{"Situation at a glance", "Three sentences: which disease, where, how many, how worrying. Say suspected, probable or confirmed.", []string{"At a glance", "Summary"}},
				Uk: Wording{"Ситуація коротко", "Три речення: яка хвороба, де, скільки, наскільки це тривожно. Підозра, ймовірний чи підтверджений випадок?", []string{"Коротко", "Стислий огляд"}},
				Ar: Wording{"الوضع في لمحة", "ثلاث جمل: أي مرض، وأين، وكم، وما مدى القلق. قل: مشتبه أو محتمل أو مؤكد.", []string{"لمحة سريعة", "لمحة موجزة عن الوضع", "نظرة سريعة على الوضع"}}},
			{Level: 2, En: Wording{"Description of the situation", "Cases and deaths by place and day of onset; when and by whom reported; which tests.", []string{"Description of the outbreak", "Situation"}},
				Uk: Wording{"Опис ситуації", "Випадки й смерті за місцем і днем початку; коли й ким повідомлено; які тести.", []string{"Опис спалаху", "Ситуація"}},
				Ar: Wording{"وصف الوضع", "الحالات والوفيات حسب المكان ويوم بدء الأعراض؛ متى ومن أبلغ عنها؛ وأي فحوص.", []string{"وصف الفاشية", "الوضع"}}},
			{Level: 2, En: Wording{"Epidemiology", "What is known of the disease: how it spreads, how long until symptoms, treatment, vaccine.", []string{"Epidemiology of the disease", "Background"}},
				Uk: Wording{"Епідеміологія", "Що відомо про хворобу: як передається, інкубація, лікування, вакцина.", []string{"Епідеміологія хвороби"}},
				Ar: Wording{"الوبائيات", "ما يُعرف عن المرض: طرق انتقاله، وفترة الحضانة، والعلاج، واللقاح.", []string{"وبائيات المرض", "الخصائص الوبائية"}}},
			{Level: 2, En: Wording{"Public health response", "Who does what: search for cases, laboratories, care, vaccination, water.", []string{"Response"}},
				Uk: Wording{"Заходи охорони здоров’я", "Хто що робить: пошук випадків, лабораторії, лікування, щеплення, вода.", []string{"Реагування", "Реагування системи охорони здоров’я"}},
				Ar: Wording{"استجابة الصحة العامة", "من يفعل ماذا: تقصّي الحالات، والمختبرات، والرعاية، والتطعيم، والمياه.", []string{"الاستجابة", "الاستجابة الصحية", "الاستجابة في مجال الصحة العامة"}}},
			{Level: 2, En: Wording{"Risk assessment", "How great the risk is, here and beyond, whose judgement that is, and what it rests on.", []string{"WHO risk assessment", "Risk"}},
				Uk: Wording{"Оцінка ризику", "Наскільки великий ризик тут і поза межами, чия це оцінка і на чому ґрунтується.", []string{"Оцінка ризику ВООЗ", "Оцінка ризиків", "Ризик"}},
				Ar: Wording{"تقييم المخاطر", "ما حجم الخطر هنا وخارج المنطقة، ومن صاحب هذا التقدير، وعلى ماذا يستند.", []string{"تقييم المنظمة للمخاطر", "تقدير المخاطر", "تقييم منظمة الصحة العالمية للمخاطر"}}},
			{Level: 2, En: Wording{"Advice", "What people, clinics and travellers should do now.", []string{"WHO advice", "Public health advice", "Recommendations"}},
				Uk: Wording{"Поради", "Що робити зараз людям, лікарням і мандрівникам.", []string{"Поради ВООЗ", "Рекомендації"}},
				Ar: Wording{"الإرشادات", "ما ينبغي للناس والعيادات والمسافرين فعله الآن.", []string{"نصائح المنظمة", "التوصيات", "نصائح منظمة الصحة العالمية"}}},
			{Level: 2, En: Wording{"Further information", "Documents, case definitions, earlier notices.", []string{"Sources and further information", "Further reading"}},
				Uk: Wording{"Додаткова інформація", "Документи, визначення випадку, попередні повідомлення.", []string{"Докладніше"}},
				Ar: Wording{"معلومات إضافية", "وثائق، وتعريفات الحالة، وإشعارات سابقة.", []string{"المزيد من المعلومات", "للمزيد من المعلومات"}}},
		},
	}
}
