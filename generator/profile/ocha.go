package profile

import "sitrep/generator/report"

// ocha is the humanitarian situation report.
func ocha() Profile {
	return Profile{
		ID: report.OCHA, Name: "Humanitarian situation report", Purpose: "a humanitarian crisis: needs, response and gaps, by cluster",
		After:  "the situation reports of OCHA: highlights and key figures on top, then the situation, and needs, response and gaps of each cluster",
		Fields: []string{"series", "number", "period", "cutoff", "next", "highlights", "figures", "contacts"},
		Sections: []Section{
			{Level: 2, En: Wording{"Situation overview", "What happened in the period, who is affected, where they are. What is different from the last report?", []string{"Situation", "Overview"}},
				Uk: Wording{"Огляд ситуації", "Що сталося за цей час, хто постраждав і де ці люди. Що змінилося від минулого звіту?", []string{"Ситуація", "Огляд", "Загальна ситуація"}},
				Ar: Wording{"لمحة عامة عن الوضع", "ما حدث خلال الفترة، ومن تضرر، وأين هم. ما الذي تغيّر منذ التقرير السابق؟", []string{"الوضع", "لمحة عامة", "نظرة عامة"}}},
			{Level: 2, Optional: true, En: Wording{"Humanitarian response", "With several clusters, give each a heading of its own in place of this one, such as ## Health, and the three below it.", []string{"Response by cluster", "Clusters"}},
				Uk: Wording{"Гуманітарне реагування", "Якщо кластерів кілька, дайте кожному власний заголовок замість цього, як-от ## Здоров’я, і три нижчі під ним.", []string{"Реагування за кластерами", "Кластери"}},
				Ar: Wording{"الاستجابة الإنسانية", "إذا تعددت القطاعات فاجعل لكل قطاع عنوانًا بدلًا من هذا، مثل ## الصحة، وتحته العناوين الثلاثة.", []string{"القطاعات", "الاستجابة حسب القطاع"}}},
			{Level: 3, En: Wording{"Needs", "How many people need what, where, by whose count.", []string{"Humanitarian needs"}},
				Uk: Wording{"Потреби", "Скільки людей чого потребує, де, за чиїм підрахунком.", []string{"Гуманітарні потреби"}},
				Ar: Wording{"الاحتياجات", "كم شخصًا يحتاج إلى ماذا، وأين، ووفق أي إحصاء.", []string{"الاحتياجات الإنسانية"}}},
			{Level: 3, En: Wording{"Response", "Who did what, for how many people, in the period of this report.", []string{"Emergency response"}},
				Uk: Wording{"Реагування", "Хто що зробив, для скількох людей, за час цього звіту.", []string{"Відповідь", "Допомога"}},
				Ar: Wording{"الاستجابة", "من فعل ماذا، ولكم شخصًا، خلال فترة هذا التقرير.", []string{"الاستجابة الطارئة"}}},
			{Level: 3, En: Wording{"Gaps", "What is missing, and why: money, access, goods, people.", []string{"Gaps and constraints", "Gaps & constraints", "Constraints"}},
				Uk: Wording{"Прогалини", "Чого бракує і чому: гроші, доступ, речі, люди.", []string{"Прогалини та обмеження", "Прогалини й обмеження", "Обмеження"}},
				Ar: Wording{"الفجوات", "ما الذي ينقص ولماذا: المال أو الوصول أو المواد أو الموظفون.", []string{"الفجوات والقيود", "القيود"}}},
			{Level: 2, Optional: true, En: Wording{"Access", "Roads, checkpoints, permits: where aid cannot go, since when.", []string{"Humanitarian access"}},
				Uk: Wording{"Доступ", "Дороги, блокпости, дозволи: куди не доходить допомога і відколи.", []string{"Гуманітарний доступ"}},
				Ar: Wording{"الوصول", "الطرق والحواجز والتصاريح: إلى أين لا تصل المساعدات ومنذ متى.", []string{"وصول المساعدات الإنسانية"}}},
			{Level: 2, En: Wording{"Coordination", "Who leads, what was agreed, the next meeting.", []string{"General coordination"}},
				Uk: Wording{"Координація", "Хто керує, про що домовлено, наступна зустріч.", []string{"Загальна координація"}},
				Ar: Wording{"التنسيق", "من يقود، وما الذي اتُّفق عليه، والاجتماع القادم.", []string{"التنسيق العام"}}},
			{Level: 2, Optional: true, En: Wording{"Funding", "Asked for, received, as of when. By whose books?", nil},
				Uk: Wording{"Фінансування", "Скільки потрібно, скільки надійшло, станом на коли. За чиїм обліком?", nil},
				Ar: Wording{"التمويل", "المطلوب والمستلم، وحتى أي تاريخ. ووفق سجلات من؟", nil}},
		},
	}
}
