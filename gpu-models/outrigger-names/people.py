"""Lists of names, places and streets: Faker's (MIT, pinned) and ours (CC0) for names that it has in other scripts alone."""

import importlib
import pkgutil
import zlib

from faker.providers import address, person

# Romanised; written for the purpose.
OURS = {
    "zh": (
        "Wei Fang Min Jing Lei Jun Yan Ming Hui Ping Xiaoming Xiaoli Jianguo Yufei Haoran Zihan Meiling Guoqiang Yuxuan Tingting Ruoxi Junjie Zhiwei Xinyi Yichen Shuang Bowen Lihua Qiang Dan Hong Ying Tao Chao Xiu Juan Xia Bin Kai Long Rui Siyu Zixuan Mengyao Jiahao Weiwei",
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Gao Lin Luo Zheng Liang Xie Song Tang Deng Feng Han Cao Zeng Peng Xiao Cai Pan Tian Dong Yuan Yu Ye Jiang Du Wei Ouyang Sima Qian Shen Cui Fan Qiu Meng",
    ),
    "ja": (
        "Haruto Yuto Sota Yuki Hayato Haruki Ryusei Koki Sora Sosuke Riku Takumi Hiroshi Kenji Takeshi Akira Satoshi Kazuo Makoto Daisuke Naoki Shinji Ichiro Jiro Yuina Aoi Hina Sakura Rin Mei Mio Akari Yui Hana Ayumi Keiko Yoko Michiko Naomi Emiko Tomoko Kaori Mariko Noriko Chise Akinori Shintaro Megumi Chiyo Etsuko",
        "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe Ikeda Hashimoto Ishikawa Ogawa Maeda Okada Hasegawa Fujita Goto Murakami Kondo Ishii Fukuda Nishimura Miura Fujiwara Okamoto Matsuda Nakajima Horiguchi Hamaguchi Saibara Ogasawara Tsuchiya Kurosawa Yamanaka",
    ),
    "ko": (
        "Minjun Seojun Doyun Jiho Hajun Junseo Jimin Soyeon Jiwoo Seoyeon Hayoon Minseo Yuna Hyejin Sungmin Jaehyun Taeyang Eunji Minji Hyun-woo Ji-hoon Seung-min Young-soo Mi-sook Soo-jin",
        "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Ryu Hong Jeon Moon Bae Baek",
    ),
    "ar": (
        "Mohammed Muhammad Mohamed Ahmed Ahmad Ali Omar Omer Youssef Yusuf Ibrahim Khalid Khaled Hassan Hussein Mustafa Mahmoud Abdullah Abdulrahman Abdul Karim Kareem Tariq Tarek Samir Sami Faisal Fahad Saud Nasser Rashid Bilal Hamza Zaid Walid Waleed Jamal Ziad Fatima Fatma Aisha Maryam Mariam Khadija Zainab Noor Nour Layla Leila Huda Amina Salma Yasmin Rania Hanan Dalia Dina Reem Lina Sara Hala Mona Nadia Samira Farah Ghada Marwa Shaima",
        "Al-Sayed Al-Masri Al-Harbi Al-Qahtani Al-Ghamdi Al-Otaibi Al-Zahrani Al-Shehri Al-Dosari Al-Farsi Al-Hashimi El-Amin El-Sherif El-Masry Haddad Khoury Nasser Mansour Saleh Hamdan Khalil Darwish Farouk Abdallah Aziz Hakim Najjar Shaheen Qureshi Bakr Rahman Suleiman Othman Barakat Sabbagh Tawfiq Zayed Salem Kassem Fayed Ramadan Shalaby Mubarak Jaber Awad Issa Daher",
    ),
    "fa": (
        "Reza Hossein Mehdi Amir Arash Babak Behrouz Dariush Farhad Kaveh Kourosh Navid Omid Parviz Ramin Saeed Shahram Siavash Zahra Maryam Shirin Parisa Nazanin Niloufar Mahsa Laleh Azadeh Golnaz Mina Roya Sepideh Yasaman",
        "Ahmadi Hosseini Mohammadi Karimi Rezaei Moradi Jafari Rahimi Hashemi Ebrahimi Tehrani Shirazi Esfahani Tabrizi Kermani Rostami Farhadi Kiarostami Naderi Sadeghi Ghorbani Mousavi Azizi",
    ),
    "in": (
        "Aarav Vihaan Arjun Rohan Rahul Amit Sanjay Vijay Suresh Ramesh Rajesh Mahesh Ganesh Dinesh Anil Sunil Vikram Karthik Srinivas Venkatesh Krishna Aditya Ankit Deepak Manoj Nikhil Pranav Siddharth Varun Harsh Priya Ananya Diya Aishwarya Kavita Sunita Anita Lakshmi Divya Pooja Neha Shreya Meera Radha Sita Gita Nisha Rekha Swati Anjali Deepika Padma Revathi Manpreet Gurpreet Harpreet Jaspreet Imran Shabnam",
        "Sharma Verma Gupta Singh Kumar Patel Shah Mehta Reddy Rao Nair Menon Iyer Iyengar Pillai Krishnan Subramanian Venkataraman Chatterjee Banerjee Mukherjee Ghosh Bose Das Sen Dutta Joshi Kulkarni Deshpande Patil Desai Gandhi Agarwal Bansal Khanna Kapoor Malhotra Chopra Bhatia Sethi Kaur Gill Sandhu Dhillon Naidu Chowdhury Mishra Tiwari Pandey Yadav Jain Trivedi Bhatt",
    ),
    "af": (
        "Chinedu Chukwuemeka Ngozi Adaeze Ifeanyi Emeka Obinna Chiamaka Amaka Uche Oluwaseun Babatunde Folake Yetunde Adebayo Olumide Temitope Kehinde Taiwo Ayodele Kwame Kofi Kwabena Yaw Kojo Ama Akosua Abena Efua Adwoa Wanjiru Njeri Wambui Kamau Mwangi Otieno Achieng Kipchoge Chebet Juma Baraka Amani Thabo Sipho Nomvula Lerato Tshepo Naledi Zanele Bongani Themba Nandi Tendai Farai Rudo Tatenda Chipo Mamadou Ousmane Fatou Aminata Moussa Ibrahima Awa Seydou Abebe Tigist Haile Selam Dawit Bekele Yohannes Mulugeta",
        "Okafor Okonkwo Nwosu Eze Obi Adeyemi Ogunleye Adebayo Balogun Afolabi Bello Danjuma Mensah Owusu Boateng Asante Osei Appiah Agyeman Kamau Mwangi Njoroge Odhiambo Otieno Wekesa Kiplagat Kimani Mutua Ndlovu Nkosi Dlamini Khumalo Mokoena Molefe Zulu Mthembu Moyo Ncube Chikwanha Mutasa Diallo Traore Keita Coulibaly Diop Ndiaye Sow Cisse Toure Kone Tesfaye Gebre Tadesse Alemu Kenyatta Banda Phiri Mwale Chanda",
    ),
    "vi": (
        "Anh Linh Huong Thuy Mai Lan Hoa Ngoc Trang Phuong Thao Quynh Minh Tuan Hung Dung Hai Nam Khoa Duc Quang Thanh Phuc Long Bao Khanh",
        "Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Dinh Trinh",
    ),
    "ru": (
        "Alexei Dmitri Ivan Sergei Mikhail Nikolai Vladimir Andrei Boris Yuri Oleg Pavel Igor Viktor Konstantin Anton Maksim Artem Anastasia Natalia Olga Tatiana Svetlana Irina Elena Ekaterina Ludmila Galina Oksana Yulia Daria Ksenia Polina Bogdan Taras Volodymyr Oleksandr",
        "Ivanov Ivanova Petrov Petrova Smirnov Smirnova Kuznetsov Popov Popova Sokolov Lebedev Kozlov Novikov Morozov Volkov Volkova Fedorov Orlov Pavlov Pavlova Semenov Golubev Vinogradov Bogdanov Vorobyov Mikhailov Tarasov Belov Komarov Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Melnyk Vassiliev Samoilov",
    ),
    "pl": (
        "Jan Piotr Krzysztof Andrzej Tomasz Pawel Paweł Michał Marcin Grzegorz Jakub Łukasz Wojciech Mateusz Zbigniew Stanisław Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Magdalena Elżbieta Joanna Zofia Aleksandra",
        "Nowak Kowalski Kowalska Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Kwiatkowski Krawczyk Piotrowski Grabowski Nowakowski Pawłowski Michalski",
    ),
}

CITIES = (
    "London Paris Berlin Madrid Rome Warsaw Istanbul Ankara Izmir Vienna Zurich Geneva Basel Hamburg Munich München Köln Cologne Frankfurt Stuttgart Leipzig Dresden Lyon Marseille Toulouse Bordeaux Nantes Lille Nice Barcelona Valencia Sevilla Bilbao Málaga Granada Milano Milan Torino Napoli Bologna Firenze Venezia Palermo Kraków Gdańsk Wrocław Poznań Łódź Lisbon Lisboa Porto Coimbra Amsterdam Rotterdam Utrecht Brussels Antwerp Gent Dublin Cork Galway Edinburgh Glasgow Manchester Liverpool Leeds Bristol Cardiff Belfast Oxford Cambridge Stockholm Göteborg Malmö Oslo Bergen Trondheim Copenhagen Aarhus Helsinki Espoo Tampere Reykjavík Tallinn Riga Vilnius Prague Praha Brno Bratislava Budapest Bucharest Sofia Belgrade Zagreb Ljubljana Athens Thessaloniki Moscow Kyiv Minsk Tbilisi Yerevan Baku Tehran Baghdad Riyadh Jeddah Dubai Doha Kuwait Muscat Amman Beirut Damascus Cairo Alexandria Tunis Algiers Casablanca Rabat Lagos Abuja Accra Nairobi Mombasa Kampala Kigali Addis Johannesburg Durban Pretoria Harare Lusaka Dakar Mumbai Delhi Bengaluru Bangalore Chennai Hyderabad Pune Kolkata Jaipur Lucknow Karachi Lahore Islamabad Dhaka Kathmandu Colombo Bangkok Hanoi Saigon Singapore Jakarta Manila Seoul Busan Tokyo Osaka Kyoto Yokohama Nagoya Sapporo Fukuoka Beijing Shanghai Shenzhen Guangzhou Chengdu Wuhan Hangzhou Nanjing Taipei Sydney Melbourne Brisbane Perth Adelaide Auckland Wellington Toronto Montreal Vancouver Calgary Ottawa Boston Chicago Houston Dallas Austin Denver Seattle Portland Phoenix Atlanta Miami Orlando Detroit Cleveland Philadelphia Pittsburgh Baltimore Springfield Sacramento Oakland Bogotá Medellín Lima Quito Caracas Santiago Montevideo Brasília Recife Salvador"
).split()
MULTI = ["New York", "Los Angeles", "San Francisco", "San Diego", "Las Vegas", "New Delhi", "Hong Kong", "São Paulo", "Rio de Janeiro", "Buenos Aires", "Mexico City", "Ciudad de México", "Cape Town", "Tel Aviv", "Abu Dhabi", "Kuala Lumpur", "Salt Lake City", "St. Louis", "Den Haag", "La Paz", "Santa Cruz", "Novi Sad", "Ho Chi Minh City", "Grand Rapids", "Baton Rouge", "West Palm Beach"]
COUNTRIES = "Germany France Spain Italy Poland Turkey Portugal Netherlands Belgium Switzerland Austria Sweden Norway Denmark Finland Iceland Ireland Scotland England Wales Greece Hungary Romania Bulgaria Serbia Croatia Slovenia Slovakia Czechia Ukraine Russia Belarus Georgia Armenia Azerbaijan Iran Iraq Syria Lebanon Jordan Israel Palestine Egypt Libya Tunisia Algeria Morocco Nigeria Ghana Kenya Uganda Tanzania Ethiopia Somalia Sudan Angola Zambia Zimbabwe Namibia Botswana Senegal Mali Chad India Pakistan Bangladesh Nepal Thailand Vietnam Cambodia Laos Malaysia Singapore Indonesia Philippines China Japan Korea Taiwan Mongolia Australia Canada Mexico Cuba Jamaica Haiti Panama Colombia Venezuela Ecuador Peru Chile Argentina Bolivia Paraguay Uruguay Brazil Bahamas Greenland Turkmenistan Uzbekistan Kazakhstan".split() + ["United States", "United Kingdom", "New Zealand", "South Africa", "Saudi Arabia", "Sri Lanka", "Costa Rica", "South Korea", "Czech Republic", "USA", "UK", "UAE"]
REGIONS = "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming Bavaria Saxony Hesse Tyrol Normandy Brittany Provence Alsace Tuscany Sicily Lombardy Catalonia Andalusia Galicia Silesia Anatolia Punjab Kerala Gujarat Bengal Sindh Ontario Quebec Alberta Manitoba Queensland Victoria Tasmania Europe Asia Africa America Scandinavia Siberia Grenada Andorra Malta Monaco Cyprus Oman Qatar Bahrain Yemen Fiji Samoa Tonga Guam Bermuda Barbados Honduras Guatemala Nicaragua Belize Guyana Suriname Gabon Togo Benin Niger Gambia Liberia Eritrea Burundi Rwanda Malawi Lesotho Mauritius Madagascar Moldova Latvia Lithuania Estonia Kosovo Albania Montenegro Luxembourg Liechtenstein Bhutan Maldives Brunei".split() + ["New Jersey", "North Carolina", "South Dakota", "West Virginia", "New Mexico", "British Columbia", "Nova Scotia", "North Macedonia", "Sierra Leone", "Ivory Coast", "Latin America"]
NATIONS = "American British English Scottish Irish Welsh French German Italian Spanish Portuguese Dutch Belgian Swiss Austrian Polish Czech Slovak Hungarian Romanian Bulgarian Greek Turkish Russian Ukrainian Swedish Norwegian Danish Finnish Icelandic Chinese Japanese Korean Vietnamese Thai Indian Pakistani Bengali Iranian Iraqi Syrian Lebanese Egyptian Moroccan Algerian Nigerian Ghanaian Kenyan Ethiopian African European Asian Australian Canadian Mexican Brazilian Argentine Chilean Peruvian Cuban Arab Arabic Persian Hebrew Hindi Tamil Urdu Latin Swahili Muslim Christian Jewish Hindu Buddhist Catholic Roman Celtic Nordic Baltic".split()
COUNTRIES += REGIONS

# Words of streets, whatever the language.
STREET_WORDS = (
    "street st str road rd avenue ave av lane ln drive dr boulevard blvd blvrd court ct place pl square sq terrace way parkway pkwy highway hwy crescent close grove mews trail loop circle cir alley row walk quay heights hill rise gardens turnpike expressway plaza "
    "apt apartment suite ste unit flat floor fl room rm building bldg block box po pob pmb "
    "rue avenue boulevard chemin allée impasse quai cours bd bis ter batiment bâtiment étage "
    "straße strasse str platz weg allee gasse ring damm ufer chaussee hauptstraße bahnhofstraße hausnummer "
    "calle avenida avda paseo plaza plz ronda carretera camino travesía glorieta urbanización piso portal escalera puerta izda dcha colonia col "
    "via viale piazza piazzale corso vicolo largo strada lungomare contrada interno scala "
    "ulica ul aleja al plac pl osiedle os mieszkanie lok "
    "sokak sok sk cadde caddesi cad mahallesi mahalle mah bulvarı blv apartmanı daire kat no "
    "rua avenida travessa largo praça estrada alameda andar lote "
    "straat laan plein weg gracht kade dreef singel bus "
    "gatan gata vägen väg gränd torg gate vei veien gade vej plads allé tori katu tie kuja "
    "utca út tér körút ulice náměstí třída ulica cesta trg strada bulevardul "
    "marg nagar colony sector phase cross main layout chowk bazaar gali plot salai vihar enclave "
    "lu jie dao hutong district chome machi ku shi cho jalan jl lorong gang soi thanon "
    "sharia shari tower villa compound λεωφόρος οδός улица проспект переулок ул пр дом кв вулиця ulitsa prospekt "
    "apo fpo dpo psc zip postcode postal plz cp"
).split()
TITLES = "mr mrs ms miss mx dr prof sir madam herr frau monsieur madame mme mlle señor señora sr sra don doña signor signora sig pan pani bay bayan sayın shri smt mister doctor dear hi hello hey regards sincerely cheers thanks name named called named nombre nom nome imię soyadı vorname nachname prénom apellido cognome surname lastname firstname fullname contact attn employee patient customer author signed hallo hola bonjour ciao cześć merhaba liebe lieber cher chère estimado estimada gentile".split()


def words_of(provider, *prefixes):
    found = set()
    for key in sorted(dir(provider)):
        value = getattr(provider, key)
        if any(key.startswith(p) for p in prefixes) and isinstance(value, (list, tuple, dict)):
            found.update(x for x in value if isinstance(x, str) and "{" not in x and 1 < len(x) < 30)
    return found


def is_ours(word):
    """Latin, Greek or Cyrillic: the scripts that are tagged."""
    return all(ord(c) < 0x530 for c in word)


def locales(package):
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        yield module, importlib.import_module(f"{package.__name__}.{module}").Provider


def people():
    """First and last names by locale."""
    pools = {}
    for locale, provider in locales(person):
        first = sorted(x for x in words_of(provider, "first_name") if is_ours(x))
        last = sorted(x for x in words_of(provider, "last_name") if is_ours(x))
        if len(first) >= 20 and len(last) >= 20:
            pools[locale] = (first, last)
    for locale, (first, last) in OURS.items():
        pools["our_" + locale] = (first.split(), last.split())
    return pools


def places():
    cities = {}
    for locale, provider in locales(address):
        found = sorted(x for x in words_of(provider, "cities", "city_names", "real_city_names") if is_ours(x))
        if found:
            cities[locale] = found
    cities["ours"] = CITIES + MULTI
    return cities


def part(word):
    """One of ten, the same each time: whole lists are left out by it."""
    return zlib.crc32(word.lower().encode()) % 10
